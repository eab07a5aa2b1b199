package output_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/output"
)

// TestSheetNames: names that a workbook cannot have, or has already, become others, and
// no group is lost.
func TestSheetNames(t *testing.T) {
	t.Parallel()
	var file bytes.Buffer
	to := output.New("xlsx", &file)
	for _, name := range []string{"a/b", "A_B", "'", "history", "writers "} {
		require.NoError(t, to.Table(output.Members, name, []string{"Group"}))
		require.NoError(t, to.Row([]string{"=" + name}))
	}
	require.NoError(t, to.Close())
	book, err := excelize.OpenReader(&file)
	require.NoError(t, err)
	// “History” is Excel's own.
	require.Equal(t, []string{"a_b", "A_B (2)", "_", "history (2)", "writers"}, book.GetSheetList())
	text, err := book.GetCellValue("history (2)", "A2")
	require.NoError(t, err)
	require.Equal(t, "=history", text)
	require.NoError(t, book.Close())
}

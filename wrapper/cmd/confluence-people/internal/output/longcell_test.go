package output_test

import (
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/output"
)

// TestLongCell: a text that is too long for a workbook is not cut off in silence.
func TestLongCell(t *testing.T) {
	t.Parallel()
	for text, fits := range map[string]bool{
		strings.Repeat("a", 32767): true, strings.Repeat("a", 32768): false,
		strings.Repeat("\U0001F600", 16383): true, strings.Repeat("\U0001F600", 16384): false,
	} {
		to := output.New("xlsx", io.Discard)
		require.NoError(t, to.Table(output.Groups, "All groups", []string{"Groups in it"}))
		err := to.Row([]string{text})
		if fits {
			require.NoError(t, err)
		} else {
			require.ErrorContains(t, err, "a cell of a workbook takes 32767 characters; write a .csv or .jsonl file")
		}
		require.NoError(t, to.Close())
	}
}

package output_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/output"
)

// TestNoFormulas: in CSV nothing begins as a formula does, in any of the ways that
// spreadsheets know.
func TestNoFormulas(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	to := output.New("csv", &text)
	require.NoError(t, to.Table(output.Members, "", []string{"Name"}))
	begins := []string{"=", "+", "-", "@", "\t", "\n", "\x00", "＝", "＋", "－", "＠"}
	for _, begin := range begins {
		require.NoError(t, to.Row([]string{begin + "1+1"}))
	}
	require.NoError(t, to.Row([]string{"é=1"}))
	require.NoError(t, to.Close())
	rows, err := csv.NewReader(strings.NewReader(text.String())).ReadAll()
	require.NoError(t, err)
	for i, begin := range begins {
		require.Equal(t, []string{"'" + begin + "1+1"}, rows[i+1])
	}
	require.Equal(t, []string{"é=1"}, rows[len(begins)+1])
}

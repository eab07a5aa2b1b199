package cli_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestReadme: the run on the page of the program is one.
func TestReadme(t *testing.T) {
	t.Parallel()
	const command = "$ go run ./wrapper/cmd/confluence-people members -demo\n"
	_, run, ok := strings.Cut(read(t, "../../README.md"), command)
	require.True(t, ok)
	run, _, _ = strings.Cut(run, "```")
	require.Equal(t, demoRun(t, "members", "-demo").out, run)
}

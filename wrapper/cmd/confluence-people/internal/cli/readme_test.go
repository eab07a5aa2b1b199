package cli_test

import (
	"os"
	"path/filepath"
	"regexp"
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
	got := demoRun(t, "members", "-demo")
	require.Equal(t, got.err+got.out, run)
}

// TestPageNamesWhatExists: each command, flag and variable on the page of the
// program, and in its comment, is one.
func TestPageNamesWhatExists(t *testing.T) {
	t.Parallel()
	text := read(t, "../../README.md") + read(t, "../../doc.go")
	var source, help strings.Builder
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	for _, file := range files {
		if !strings.HasSuffix(file, "_test.go") {
			raw, err := os.ReadFile(file)
			require.NoError(t, err)
			source.Write(raw)
		}
	}
	commands := map[string]bool{}
	for _, line := range regexp.MustCompile(`(?m)^  ([a-z]+) `).FindAllStringSubmatch(demoRun(t, "-help").out, -1) {
		commands[line[1]] = true
		help.WriteString(demoRun(t, line[1], "-help").out)
	}
	for _, command := range regexp.MustCompile("(?:`|\\$ |^|\t|\n)confluence-people ([a-z]+)").FindAllStringSubmatch(text, -1) {
		require.True(t, commands[command[1]], command[1])
	}
	for _, flag := range regexp.MustCompile("[` ]-([a-z][a-z-]+)").FindAllStringSubmatch(text, -1) {
		require.Regexp(t, `--`+flag[1]+`\b`, help.String(), flag[0])
	}
	for _, variable := range regexp.MustCompile(`CONFLUENCE_(?:DC_|CLOUD_)?([A-Z_]+)`).FindAllStringSubmatch(text, -1) {
		require.Regexp(t, `Prefix ?\+ ?"`+variable[1]+`"|prefix ?\+ ?"`+variable[1]+`"`, source.String(), variable[0])
	}
}

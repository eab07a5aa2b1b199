package cli_test

import (
	"flag"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "take the picture of the README anew")

const picture = "../../../../../.github/confluence-people.svg"

// TestPicture: the picture in the README is of runs as they are today. With -update
// it is taken anew.
func TestPicture(t *testing.T) {
	t.Parallel()
	var lines []string
	for _, command := range []string{
		"members -demo -apply",
		"offboard -demo",
		"compare -demo -o differences.csv",
	} {
		file := filepath.Join(t.TempDir(), "differences.csv")
		got := demoRun(t, strings.Fields(strings.ReplaceAll(command, "differences.csv", file))...)
		require.Equal(t, 0, got.status, got.err)
		lines = append(lines, "$ confluence-people "+command)
		lines = append(lines, strings.Split(strings.TrimSpace(strings.ReplaceAll(got.err+got.out, file, "differences.csv")), "\n")...)
		lines = append(lines, "")
	}
	drawn := draw(lines[:len(lines)-1])
	if *update {
		require.NoError(t, os.WriteFile(picture, []byte(drawn), 0o644))
	}
	require.Equal(t, read(t, picture), drawn, "run go test with -update to take it anew, and look at it")
}

const lineHeight, charWidth, margin = 20, 8.43, 16

// draw makes a picture of what a terminal shows.
func draw(lines []string) string {
	var width int
	for _, line := range lines {
		width = max(width, utf8.RuneCountInString(line))
	}
	w, h := int(float64(width)*charWidth)+2*margin, len(lines)*lineHeight+2*margin
	var svg strings.Builder
	fmt.Fprintf(&svg, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img">
<style>
text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre; fill: #c9d1d9; }
.command { fill: #ffffff; font-weight: bold } .more { fill: #7ee787 } .less { fill: #ffa198 } .left { fill: #e3b341 }
</style>
<rect width="100%%" height="100%%" rx="8" fill="#0d1117"/>
`, w, h, w, h)
	for i, line := range lines {
		class := ""
		switch {
		case strings.HasPrefix(line, "$ "):
			class = ` class="command"`
		case strings.HasPrefix(strings.TrimSpace(line), "+ "):
			class = ` class="more"`
		case strings.HasPrefix(strings.TrimSpace(line), "- "):
			class = ` class="less"`
		case strings.HasPrefix(line, "! "):
			class = ` class="left"`
		}
		if line != "" {
			fmt.Fprintf(&svg, "<text x=\"%d\" y=\"%d\"%s>%s</text>\n", margin, margin+(i+1)*lineHeight-5, class, html.EscapeString(line))
		}
	}
	svg.WriteString("</svg>\n")
	return svg.String()
}

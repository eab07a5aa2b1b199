package cli

import (
	"slices"
	"strings"
)

// tellDemo says what -demo stands for: the command that would do the same, and the file
// that it would read.
func (a *app) tellDemo(file string, words ...string) {
	if file != "" {
		words = append([]string{"demo.csv"}, words...)
	}
	var line []string
	for _, arg := range a.args {
		if name := strings.TrimLeft(arg, "-"); name == "demo" && name != arg {
			line = append(line, words...)
			continue
		}
		line = append(line, arg)
	}
	if slices.Equal(line, a.args) { // -demo=true
		line = append(line, words...)
	}
	text := "-demo stands for: " + command(line...)
	if file != "" {
		text += "\ndemo.csv is:\n  " + strings.ReplaceAll(strings.TrimSpace(file), "\n", "\n  ")
	}
	a.reporter().Say("%s", text)
}

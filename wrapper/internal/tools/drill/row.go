package main

import (
	"regexp"
	"strings"
)

// row is what became of a check of a change.
type row struct {
	edit  edit
	check check
	seen  bool
	says  string
}

// String is a row of the table.
func (r row) String() string {
	name := "go build " + r.check.pkg
	if r.check.test != "" {
		name = r.check.test + " in " + strings.TrimPrefix(r.check.pkg, "./")
	}
	says := r.says
	if !r.seen {
		says = "UNSEEN: " + says
	}
	return "| " + strings.Join([]string{r.edit.product, r.edit.what, "`" + name + "`", strings.ReplaceAll(says, "|", "\\|")}, " | ") + " |"
}

// longest is how much of a message the table has.
const longest = 300

// blank is what is between the words of a message.
var blank = regexp.MustCompile(`\s+`)

// message finds what a check says of a word, in any case of letters: of a test, the
// failure that holds it, and else the line.
func message(output, word string) (says string, found bool) {
	holds := func(text string) bool { return strings.Contains(strings.ToLower(text), strings.ToLower(word)) }
	for _, failure := range strings.Split(output, "Error Trace:")[1:] {
		_, failure, _ = strings.Cut(failure, "Error:")
		failure, _, _ = strings.Cut(failure, "--- FAIL")
		failure, _, _ = strings.Cut(failure, "\nFAIL")
		why, next, _ := strings.Cut(failure, "Messages:")
		why, _, _ = strings.Cut(why, "Test:")
		if holds(why) || holds(next) {
			return short(next + " " + why), true
		}
	}
	for line := range strings.Lines(output) {
		named := strings.Contains(line, "--- FAIL") || strings.HasPrefix(strings.TrimSpace(line), "Test:")
		if holds(line) && !named {
			return short(line), true
		}
	}
	return short(output), false
}

// short is a message in one line.
func short(text string) string {
	text = strings.TrimSpace(blank.ReplaceAllString(text, " "))
	if len(text) > longest {
		text = strings.ToValidUTF8(text[:longest], "") + "…"
	}
	return text
}

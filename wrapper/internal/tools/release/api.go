package main

import (
	"fmt"
	"go/ast"
	"path"
	"regexp"
	"slices"
	"strings"
)

// ownPath is left out of the types that changes name.
const ownPath = "github.com/confluence-people/go-sdk/wrapper/"

// change is one change of the public API, as apidiff tells it.
type change struct {
	pkg, name  string // wrapper/cloud and (*GroupsService).Get; no name for a package
	what       string // added, removed, or what became what
	compatible bool
}

// changesOf reads what "apidiff -m" prints, and leaves out what is not promised.
func changesOf(printed string) []change {
	var all []change
	compatible := false
	for line := range strings.Lines(printed) {
		line = strings.TrimSpace(line)
		switch {
		case line == "Incompatible changes:":
			compatible = false
		case line == "Compatible changes:":
			compatible = true
		case strings.HasPrefix(line, "- "):
			c, told := changeOf(strings.ReplaceAll(line[2:], ownPath, ""))
			c.compatible = compatible
			if told && c.promised() && !slices.Contains(all, c) { // one for each type that embeds it
				all = append(all, c)
			}
		case len(all) > 0 && line != "" && !strings.HasPrefix(line, "Ignoring "): // a change over several lines
			all[len(all)-1].what += " " + line
		}
	}
	return all
}

func changeOf(line string) (change, bool) {
	if parts := regexp.MustCompile(`^package (\S+): (.*)$`).FindStringSubmatch(line); parts != nil {
		return change{pkg: "wrapper/" + parts[1], what: parts[2]}, !strings.Contains(parts[1], ".")
	}
	parts := regexp.MustCompile(`^\./(wrapper[\w/-]*)\.(.+?)(?:, method set of \S+)?: (.*)$`).FindStringSubmatch(line)
	if parts == nil {
		return change{}, false
	}
	return change{pkg: parts[1], name: parts[2], what: parts[3]}, true
}

// promised says whether a change is one of the API that versions speak of: the
// packages of wrapper but for programs, examples and what is internal. What is
// generated changes with the contract.
func (c change) promised() bool {
	for element := range strings.SplitSeq(c.pkg, "/") {
		if element == "internal" || element == "examples" || element == "cmd" {
			return false
		}
	}
	if c.name != "" && !ast.IsExported(c.word()) { // a type behind an exported one
		return false
	}
	return c.pkg != "wrapper/confluence" || c.name != "Version" // which is meant to change
}

// symbol is the change's name as people write it.
func (c change) symbol() string {
	name := strings.NewReplacer("(*", "", "(", "", ")", "").Replace(c.name)
	if name == "" {
		return c.pkg
	}
	return path.Base(c.pkg) + "." + strings.Replace(name, "Service.", ".", 1)
}

// word is what the changelog has to say to have told of the change.
func (c change) word() string {
	if c.name == "" {
		return path.Base(c.pkg)
	}
	name, _, _ := strings.Cut(c.name[strings.LastIndex(c.name, ".")+1:], "[")
	return name
}

// line is what the changelog could say, below a heading.
func (c change) line() (heading, text string) {
	switch c.what {
	case "added":
		return "### Added", fmt.Sprintf("- `%s`", c.symbol())
	case "removed":
		return "### Removed", fmt.Sprintf("- `%s`; what to use instead", c.symbol())
	default:
		return "### Changed", fmt.Sprintf("- `%s`: %s", c.symbol(), c.what)
	}
}

// String is a line of a report.
func (c change) String() string {
	kind := "breaks"
	if c.compatible {
		kind = "new"
	}
	return fmt.Sprintf("%-6s  %s: %s", kind, c.symbol(), c.what)
}

package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// sectionOf returns what the changelog says of a version, without the heading.
func sectionOf(changelog, version string) (string, error) {
	heading := regexp.MustCompile(`(?m)^## \[` + regexp.QuoteMeta(version) + `\](.*)$`)
	found := heading.FindStringSubmatchIndex(changelog)
	if found == nil {
		return "", fmt.Errorf("the changelog has no section ## [%s]", version)
	}
	date := strings.TrimSpace(changelog[found[2]:found[3]])
	if !regexp.MustCompile(`^- \d{4}-\d\d-\d\d$`).MatchString(date) {
		return "", fmt.Errorf("the changelog's section ## [%s] needs a date, as in ## [%s] - 2006-01-02", version, version)
	}
	section, _, _ := strings.Cut(changelog[found[1]:], "\n## ")
	section = strings.TrimSpace(section)
	if section == "" {
		return "", fmt.Errorf("the changelog says nothing of %s", version)
	}
	return section, nil
}

// newLines returns the lines of a changelog that another one lacks.
func newLines(now, before string) []string {
	old := strings.Split(before, "\n")
	var lines []string
	for line := range strings.SplitSeq(now, "\n") {
		if strings.TrimSpace(line) != "" && !slices.Contains(old, line) {
			lines = append(lines, line)
		}
	}
	return lines
}

// mentions says whether one of the lines has a word.
func mentions(lines []string, word string) bool {
	found := regexp.MustCompile(`\b` + regexp.QuoteMeta(word) + `\b`)
	return slices.ContainsFunc(lines, found.MatchString)
}

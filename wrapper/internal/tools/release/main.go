// Command release says whether this tree may be released under a tag, and
// prints what the changelog says of it:
//
//	go run ./wrapper/internal/tools/release -tag v1.2.3 [-base v1.2.2 -incompatible FILE]
//
// The tag must be the version that the module sends of itself, and CHANGELOG.md
// must have a dated section for it. FILE lists what no longer compiles against
// the release before, the base; if there is anything, the version must say so.
// The exit code is 0 if the tree may be released.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run is main without the process around it.
func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("release", flag.ContinueOnError)
	flags.SetOutput(stderr)
	tag := flags.String("tag", "", "the tag, such as v1.2.3")
	base := flags.String("base", "", "the tag of the release before, if there is one")
	broken := flags.String("incompatible", "", "file with what is incompatible with the base")
	changelog := flags.String("changelog", "CHANGELOG.md", "the changelog")
	const usage = 2
	if err := flags.Parse(args); err != nil {
		return usage
	}
	section, err := check(*tag, confluence.Version, *changelog)
	if err == nil && *base != "" {
		err = checkBase(*tag, *base, *broken)
	}
	if err != nil {
		_, _ = fmt.Fprintln(stderr, "release:", err)
		return 1
	}
	_, _ = fmt.Fprintln(stdout, section)
	return 0
}

// check holds a tag against the version of the module and the changelog, of
// which it returns the section.
func check(tag, version, changelog string) (string, error) {
	if _, err := parse(tag); err != nil {
		return "", err
	}
	if tag != "v"+version {
		return "", fmt.Errorf("the tag is %s, but wrapper/confluence/version.go says %q", tag, version)
	}
	text, err := os.ReadFile(changelog) //nolint:gosec // a file the caller names
	if err != nil {
		return "", err
	}
	return sectionOf(string(text), version)
}

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

// checkBase holds a tag against the one before it. Incompatible changes need
// the next major version, and before 1.0 the next minor one.
func checkBase(tag, base, incompatible string) error {
	now, err := parse(tag)
	if err != nil {
		return err
	}
	before, err := parse(base)
	if err != nil {
		return err
	}
	if !before.less(now) {
		return fmt.Errorf("%s is not newer than %s", tag, base)
	}
	list, err := os.ReadFile(incompatible) //nolint:gosec // a file the caller names
	if err != nil {
		return err
	}
	// The constant that holds the version is meant to change.
	changes := regexp.MustCompile(`(?m)^- \./wrapper/confluence\.Version: value changed .*$`).ReplaceAllString(string(list), "")
	changes = strings.TrimSpace(changes)
	announced := now.major > before.major || before.major == 0 && now.minor > before.minor
	if changes != "" && !announced {
		return fmt.Errorf("%s does not announce that it is incompatible with %s:\n%s", tag, base, changes)
	}
	return nil
}

// semantic is a semantic version.
type semantic struct {
	major, minor, patch int
	pre                 string // empty for a release
}

// parse reads a tag.
func parse(tag string) (semantic, error) {
	const number = `(0|[1-9]\d{0,8})`
	parts := regexp.MustCompile(`^v` + number + `\.` + number + `\.` + number + `(?:-([0-9A-Za-z.-]+))?$`).FindStringSubmatch(tag)
	if parts == nil {
		return semantic{}, fmt.Errorf("%q is no tag of a version, such as v1.2.3", tag)
	}
	v := semantic{pre: parts[4]}
	var errs [3]error
	v.major, errs[0] = strconv.Atoi(parts[1])
	v.minor, errs[1] = strconv.Atoi(parts[2])
	v.patch, errs[2] = strconv.Atoi(parts[3])
	return v, errors.Join(errs[:]...)
}

// less orders versions; that pre-releases of one version have an order among
// themselves does not matter here.
func (v semantic) less(w semantic) bool {
	switch {
	case v.major != w.major:
		return v.major < w.major
	case v.minor != w.minor:
		return v.minor < w.minor
	case v.patch != w.patch:
		return v.patch < w.patch
	}
	return v.pre != "" && v.pre != w.pre
}

// Command release says whether this tree may be released under a tag, and
// prints what the changelog says of it:
//
//	go run ./wrapper/internal/tools/release -tag v1.2.3 [-base v1.2.2 -changes FILE]
//
// The tag must be the version that the module sends of itself, and CHANGELOG.md
// must have a dated section for it. FILE is what apidiff prints of the module
// and the release before, the base; if anything no longer compiles, the version
// must say so. The exit code is 0 if the tree may be released.
//
// Without a tag it says what a change does to the API, and whether the changelog
// tells of it, by comparison with the changelog before:
//
//	go run ./wrapper/internal/tools/release -changes FILE -before FILE
//
// The API is that of the packages of wrapper/, without what is internal. gen/ is
// outside the promise: it follows the contract.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
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
	changes := flags.String("changes", "", "file with what apidiff says of the module and the base")
	before := flags.String("before", "", "the changelog of the base, to see what a change tells of itself")
	changelog := flags.String("changelog", "CHANGELOG.md", "the changelog")
	const usage = 2
	if err := flags.Parse(args); err != nil {
		return usage
	}
	if *before != "" {
		return tell(*changes, *changelog, *before, stdout, stderr)
	}
	section, err := check(*tag, confluence.Version, *changelog)
	if err == nil && *base != "" {
		err = checkBase(*tag, *base, *changes)
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

// checkBase holds a tag against the one before it. Incompatible changes need
// the next major version, and before 1.0 the next minor one.
func checkBase(tag, base, changes string) error {
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
	printed, err := os.ReadFile(changes) //nolint:gosec // a file the caller names
	if err != nil {
		return err
	}
	var broken []string
	for _, c := range changesOf(string(printed)) {
		if !c.compatible {
			broken = append(broken, c.String())
		}
	}
	announced := now.major > before.major || before.major == 0 && now.minor > before.minor
	if len(broken) > 0 && !announced {
		return fmt.Errorf("%s does not announce that it is incompatible with %s:\n%s", tag, base, strings.Join(broken, "\n"))
	}
	return nil
}

// tell prints what changes for those who import the module, and which lines the
// changelog lacks.
func tell(changes, changelog, before string, stdout, stderr io.Writer) int {
	var texts [3]string
	var errs [3]error
	for i, file := range []string{changes, changelog, before} {
		text, err := os.ReadFile(file) //nolint:gosec // files the caller names
		texts[i], errs[i] = string(text), err
	}
	if err := errors.Join(errs[:]...); err != nil {
		_, _ = fmt.Fprintln(stderr, "release:", err)
		return 1
	}
	all := changesOf(texts[0])
	if len(all) == 0 {
		_, _ = fmt.Fprintln(stdout, "The public API stays as it is.")
		return 0
	}
	news := newLines(texts[1], texts[2])
	missing := map[string][]string{}
	for _, c := range all {
		_, _ = fmt.Fprintln(stdout, c)
		if heading, line := c.line(); !mentions(news, c.word()) {
			missing[heading] = append(missing[heading], line)
		}
	}
	if len(missing) == 0 {
		return 0
	}
	_, _ = fmt.Fprintln(stderr, "\nrelease: CHANGELOG.md does not tell of it. These lines below ## [Unreleased] would do:")
	for _, heading := range []string{"### Added", "### Changed", "### Removed"} {
		if lines := missing[heading]; len(lines) > 0 {
			_, _ = fmt.Fprintf(stderr, "\n%s\n\n%s\n", heading, strings.Join(slices.Compact(lines), "\n"))
		}
	}
	return 1
}

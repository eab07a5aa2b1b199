package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/cover"
)

// suite is the tests of a package and what they reach.
type suite struct {
	dir    string
	took   time.Duration
	blocks map[string][]cover.ProfileBlock // by the file they are in
}

// reach runs the tests of each package of wrapper/ and sees what they reach of
// the packages to break.
func reach(ctx context.Context, packages []string, log io.Writer) ([]*suite, error) {
	const tested = "{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}{{end}}"
	dirs, err := list(ctx, []string{"-f", tested, "./wrapper/..."})
	if err != nil {
		return nil, err
	}
	work, err := os.MkdirTemp("", "mutants")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(work) }()
	names := make([]string, len(packages))
	for i, p := range packages {
		names[i] = "./" + p
	}
	var suites []*suite
	for _, dir := range dirs {
		profile, began := filepath.Join(work, "profile"), time.Now()
		//nolint:gosec // packages of this tree
		out, err := exec.CommandContext(ctx, "go", "test", "-vet=off", "-coverpkg", strings.Join(names, ","), "-coverprofile", profile, "./"+dir).CombinedOutput()
		if err != nil {
			return nil, fmt.Errorf("the tests of %s fail as it is: %w\n%s", dir, err, out)
		}
		s := &suite{dir: dir, took: time.Since(began), blocks: map[string][]cover.ProfileBlock{}}
		files, err := cover.ParseProfiles(profile)
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			s.blocks[strings.TrimPrefix(f.FileName, module+"/")] = f.Blocks
		}
		_, _ = fmt.Fprintf(log, "coverage: %s %s\n", dir, s.took.Round(time.Second/10))
		suites = append(suites, s)
	}
	return suites, nil
}

// reaches reports whether the tests run a place in the code. No profile counts
// what stands outside of functions: of that, it is whether they run anything in the package.
func (s *suite) reaches(m *mutant) bool {
	if m.Func == "" {
		for file, blocks := range s.blocks {
			if path.Dir(file) == m.Package && slices.ContainsFunc(blocks, func(b cover.ProfileBlock) bool { return b.Count > 0 }) {
				return true
			}
		}
		return false
	}
	return slices.ContainsFunc(s.blocks[m.File], func(b cover.ProfileBlock) bool {
		after := m.ran.Line > b.StartLine || m.ran.Line == b.StartLine && m.ran.Column >= b.StartCol
		before := m.ran.Line < b.EndLine || m.ran.Line == b.EndLine && m.ran.Column <= b.EndCol
		return b.Count > 0 && after && before
	})
}

// nearest returns the suites that reach a mutant: the package's own first, then
// those whose directories have most in common with its own, the quickest first.
func nearest(suites []*suite, m *mutant) []*suite {
	var near []*suite
	for _, s := range suites {
		if s.reaches(m) {
			near = append(near, s)
		}
	}
	slices.SortStableFunc(near, func(a, b *suite) int {
		if d := common(b.dir, m.Package) - common(a.dir, m.Package); d != 0 {
			return d
		}
		return int(a.took - b.took)
	})
	return near
}

// common counts the directories that two paths begin with, and the end of both.
func common(a, b string) int {
	x, y := strings.Split(a+"/.", "/"), strings.Split(b+"/.", "/")
	n := 0
	for n < len(x) && n < len(y) && x[n] == y[n] {
		n++
	}
	return n
}

package main

import (
	"bytes"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/cover"
)

const code = `package p

const most = 2 * 3

func (s *set[T]) full(n int) bool {
	n++
	return n >= most || -n < 0
}

func free(n int) bool { return n != 1 }

func some(n int) int {
	switch {
	case n != 2:
		n++
	}
	return n
}
`

func writeCode(t *testing.T) *source {
	t.Helper()
	name := filepath.Join(t.TempDir(), "p.go")
	require.NoError(t, os.WriteFile(name, []byte(code), 0o600))
	s, err := parse(name)
	require.NoError(t, err)
	return s
}

func TestMutant(t *testing.T) {
	t.Parallel()
	s := writeCode(t)
	for _, c := range []struct {
		kind         string
		line, column int
		function, by string
	}{
		{"ARITHMETIC_BASE", 3, 16, "", "const most = 2 / 3"},
		{"INCREMENT_DECREMENT", 6, 3, "set.full", "n--"},
		{"CONDITIONALS_BOUNDARY", 7, 11, "set.full", "return n > most || -n < 0"},
		{"CONDITIONALS_NEGATION", 7, 11, "set.full", "return n < most || -n < 0"},
		{"CONDITIONALS_BOUNDARY", 7, 25, "set.full", "return n >= most || -n <= 0"},
		{"INVERT_NEGATIVES", 7, 22, "set.full", "return n >= most || +n < 0"},
		{"CONDITIONALS_NEGATION", 10, 34, "free", "func free(n int) bool { return n == 1 }"},
	} {
		m, err := s.mutant(c.kind, c.line, c.column)
		require.NoError(t, err, c.by)
		require.Equal(t, c.function, m.Func)
		require.Equal(t, c.by, m.Becomes)
		require.Len(t, m.content, len(code)+len(m.Becomes)-len(m.Is), "nothing else is changed")
		_, err = parser.ParseFile(token.NewFileSet(), "", m.content, 0)
		require.NoError(t, err)
	}
	for _, at := range [][2]int{{6, 2}, {7, 80}, {80, 1}} {
		_, err := s.mutant("CONDITIONALS_NEGATION", at[0], at[1])
		require.Error(t, err)
	}
}

// TestCounted: profiles count no conditions of cases.
func TestCounted(t *testing.T) {
	t.Parallel()
	s := writeCode(t)
	for at, want := range map[[2]int][2]int{{7, 11}: {7, 11}, {14, 9}: {13, 2}, {15, 4}: {15, 4}} {
		m, err := s.mutant(map[int]string{7: "CONDITIONALS_BOUNDARY", 14: "CONDITIONALS_NEGATION", 15: "INCREMENT_DECREMENT"}[at[0]], at[0], at[1])
		require.NoError(t, err)
		require.Equal(t, want, [2]int{m.ran.Line, m.ran.Column})
	}
}

func TestNearest(t *testing.T) {
	t.Parallel()
	reached := func(file string, count int) map[string][]cover.ProfileBlock {
		return map[string][]cover.ProfileBlock{file: {{StartLine: 5, StartCol: 2, EndLine: 7, EndCol: 9, Count: count}}}
	}
	suites := []*suite{
		{dir: "wrapper/cmd", took: time.Second, blocks: reached("wrapper/cloud/a.go", 1)},
		{dir: "wrapper/quick", took: time.Millisecond, blocks: reached("wrapper/cloud/a.go", 1)},
		{dir: "wrapper/cloud/cloudtest", took: time.Second, blocks: reached("wrapper/cloud/a.go", 1)},
		{dir: "wrapper/cloud", took: time.Second, blocks: reached("wrapper/cloud/a.go", 1)},
		{dir: "wrapper/cloud/other", took: time.Second, blocks: reached("wrapper/cloud/a.go", 0)},
		{dir: "wrapper/other", took: time.Second, blocks: reached("wrapper/other/a.go", 1)},
	}
	dirs := func(m *mutant) []string {
		var all []string
		for _, s := range nearest(suites, m) {
			all = append(all, s.dir)
		}
		return all
	}
	all := []string{"wrapper/cloud", "wrapper/cloud/cloudtest", "wrapper/quick", "wrapper/cmd"}
	in := mutant{Package: "wrapper/cloud", File: "wrapper/cloud/a.go", Func: "f", ran: token.Position{Line: 6, Column: 1}}
	require.Equal(t, all, dirs(&in))
	for at, reached := range map[[2]int]bool{{5, 1}: false, {5, 2}: true, {7, 9}: true, {7, 10}: false, {8, 1}: false} {
		in.ran = token.Position{Line: at[0], Column: at[1]}
		require.Equal(t, reached, len(dirs(&in)) > 0, at)
	}
	outside := mutant{Package: "wrapper/cloud", File: "wrapper/cloud/b.go", Line: 1}
	require.Equal(t, all, dirs(&outside), "a constant")
}

func TestReport(t *testing.T) {
	t.Parallel()
	mutants := func(killedOnes, livedOnes, notCoveredOnes int) []*mutant {
		var all []*mutant
		for s, n := range map[status]int{killed: killedOnes, lived: livedOnes, notCovered: notCoveredOnes, broken: 7} {
			for range n {
				all = append(all, &mutant{Package: "p", File: "p/f.go", Is: "a > b", Becomes: "a >= b", status: s})
			}
		}
		return all
	}
	for _, c := range []struct {
		killed, lived, notCovered int
		good                      bool
	}{
		{95, 5, 0, true}, {94, 6, 0, false}, {95, 5, 5, true}, {95, 5, 6, false}, {0, 0, 0, true},
	} {
		require.Equal(t, c.good, report(&bytes.Buffer{}, mutants(c.killed, c.lived, c.notCovered), nil), c)
	}
	var out bytes.Buffer
	report(&out, mutants(19, 1, 1), nil)
	require.Contains(t, out.String(), "lived: p/f.go:0")
	require.Contains(t, out.String(), "all      19      1      1        95.2 %   95.0 %")
}

func TestKnown(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "known.yaml")
	read := func(text string) ([]*entry, error) {
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
		return readKnown(file)
	}
	_, err := readKnown("known.yaml")
	require.NoError(t, err)
	_, err = read("- {file: p/f.go, is: a, becomes: b}\n")
	require.ErrorContains(t, err, "no reason")
	_, err = read("- {file: p/f.go, line: 7}\n")
	require.ErrorContains(t, err, "line")
	known, err := read("- {file: p/f.go, func: f, is: a > b, becomes: a >= b, why: They are never equal.}\n")
	require.NoError(t, err)
	m := &mutant{Package: "p", File: "p/f.go", Func: "f", Is: "a > b", Becomes: "a < b"}
	match([]*mutant{m}, known)
	require.Nil(t, m.known)
	var out bytes.Buffer
	require.False(t, report(&out, []*mutant{m}, known))
	require.Contains(t, out.String(), "lists what is not in the code: p/f.go f: a >= b")
	m.Becomes, m.status = "a >= b", killed
	match([]*mutant{m}, known)
	require.Same(t, known[0], m.known)
	out.Reset()
	require.True(t, report(&out, []*mutant{m}, known))
	require.Contains(t, out.String(), "killed, but listed")
}

// Whoever changes a line hears at once that it is listed, not a week later.
func TestKnownLinesStand(t *testing.T) {
	t.Parallel()
	known, err := readKnown("known.yaml")
	require.NoError(t, err)
	var gone []string
	for _, e := range known {
		source, err := os.ReadFile(filepath.Join("../../../..", e.File))
		require.NoError(t, err)
		stands := slices.ContainsFunc(strings.Split(string(source), "\n"), func(line string) bool { return strings.TrimSpace(line) == e.Is })
		if !stands {
			gone = append(gone, e.File+": "+e.Is)
		}
	}
	require.Empty(t, gone, "known.yaml lists lines that are gone: remove the entries, or correct them and see whether their reasons still hold")
}

// Package examples_test holds the README to what it says.
package examples_test

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
)

var update = flag.Bool("update", false, "copy the examples into the README")

const (
	readme       = "../../README.md"
	contributing = "../../.github/CONTRIBUTING.md"
	// The pages of the programs.
	serverPage = "../cmd/confluence-server/README.md"
	peoplePage = "../cmd/confluence-people/README.md"
	// What the README has the short form of.
	detailPage = "../README.md"
	oauthPage  = "../oauth/README.md"
	speedPage  = "../internal/tools/bench/README.md"
)

// included matches the code blocks that repeat a file.
var included = regexp.MustCompile("(?s)<!-- (wrapper/[^ ]+\\.go) -->\n```go\n(.*?)```")

// partial matches the code blocks that repeat a part of a file.
var partial = regexp.MustCompile("(?s)<!-- part of (wrapper/[^ ]+\\.go) -->\n```go\n(.*?)```")

// TestReadmeRepeatsPartsOfFiles: the parts of programs in the README are compiled
// as they stand there.
func TestReadmeRepeatsPartsOfFiles(t *testing.T) {
	t.Parallel()
	text := pages(t, readme, detailPage)
	parts := partial.FindAllSubmatch(text, -1)
	require.Len(t, parts, 4)
	for _, part := range parts {
		code, err := os.ReadFile(filepath.Join("../..", filepath.FromSlash(string(part[1]))))
		require.NoError(t, err)
		require.Contains(t, string(code), string(part[2]))
	}
}

// TestReadmeRepeatsItsExamples: the programs in the README are files that are
// compiled, and short.
func TestReadmeRepeatsItsExamples(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(readme)
	require.NoError(t, err)
	require.Len(t, included.FindAll(text, -1), 1)
	want := included.ReplaceAllFunc(text, func(block []byte) []byte {
		path := string(included.FindSubmatch(block)[1])
		code, err := os.ReadFile(filepath.Join("../..", filepath.FromSlash(path)))
		require.NoError(t, err)
		if !*update {
			require.Equal(t, string(code), string(included.FindSubmatch(block)[2]), "%s; run go test with -update to copy it", path)
		}
		return []byte("<!-- " + path + " -->\n```go\n" + string(code) + "```")
	})
	if *update {
		require.NoError(t, os.WriteFile(readme, want, 0o644))
	}
}

// TestReadmeNamesWhatExists: each method and file in the README is there.
func TestReadmeNamesWhatExists(t *testing.T) {
	t.Parallel()
	text := pages(t, readme, contributing, serverPage, peoplePage, detailPage, oauthPage, speedPage)
	for _, path := range regexp.MustCompile("`((?:api|gen|wrapper)/[\\w./]+)`").FindAllSubmatch(text, -1) {
		_, err := os.Stat(filepath.Join("../..", string(path[1])))
		require.NoError(t, err, "a page names a file that is not there")
	}
	for _, use := range regexp.MustCompile(`client\.(\w+)\.(\w+)\(`).FindAllSubmatch(text, -1) {
		pattern := "func (s *" + string(use[1]) + "Service) " + string(use[2]) + "("
		require.True(t, inSources(t, pattern), pattern)
	}
	for _, test := range regexp.MustCompile("`(Test\\w+)`").FindAllSubmatch(text, -1) {
		require.True(t, inSources(t, "func "+string(test[1])+"("), "a page names %s, which is not there", test[1])
	}
	for _, kind := range regexp.MustCompile("`(Err\\w+)`").FindAllSubmatch(text, -1) {
		name := string(kind[1])
		require.True(t, inSources(t, name+" = errors.New(") || inSources(t, name+" = argument."+name), name)
	}
}

// pages returns the text of all of them.
func pages(t *testing.T, files ...string) []byte {
	t.Helper()
	var text []byte
	for _, file := range files {
		more, err := os.ReadFile(file)
		require.NoError(t, err)
		text = append(text, more...)
	}
	return text
}

// inSources looks for text in the hand-written packages.
func inSources(t *testing.T, text string) bool {
	t.Helper()
	for _, dir := range []string{"../confluence", "../internal/library/argument", "../cloud", "../datacenter", "../internal/library/paging", "../internal/tools/bench", "../internal/tools/drill", "."} {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		require.NoError(t, err)
		for _, file := range files {
			source, err := os.ReadFile(file)
			require.NoError(t, err)
			if strings.Contains(regexp.MustCompile(` +`).ReplaceAllString(string(source), " "), text) {
				return true
			}
		}
	}
	return false
}

// TestServerPageSignsIn: the curl calls name the address and the token of the
// in-memory site.
func TestServerPageSignsIn(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(serverPage)
	require.NoError(t, err)
	site := cloudtest.Start(t)
	email, token := site.Credential(site.AdminID())
	require.Equal(t, "127.0.0.1:8085"+site.BasePath(), regexp.MustCompile(`127\.0\.0\.1:8085/\S+`).FindString(string(text)))
	require.Equal(t, 3, strings.Count(string(text), "curl -u "+email+":"+token+" "))
}

// TestPagesLead: every link and picture of a page leads to a file, and to a heading
// of it.
func TestPagesLead(t *testing.T) {
	t.Parallel()
	for page, links := range map[string]int{readme: 11, serverPage: 1, peoplePage: 1, detailPage: 1} {
		found := regexp.MustCompile(`\]\(([^)#:]+\.\w+)(?:#([\w-]+))?\)`).FindAllStringSubmatch(string(pages(t, page)), -1)
		require.Len(t, found, links, page)
		for _, link := range found {
			file := filepath.Join(filepath.Dir(page), filepath.FromSlash(link[1]))
			require.FileExists(t, file)
			if heading := strings.ReplaceAll(link[2], "-", " "); heading != "" {
				require.Contains(t, strings.ToLower(string(pages(t, file))), "\n## "+heading+"\n")
			}
		}
	}
}

// TestReadmePicture: the picture of a call has the stages of the connection in their
// order, each of which has its file.
func TestReadmePicture(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(readme)
	require.NoError(t, err)
	_, drawn, found := strings.Cut(string(text), "```mermaid\n")
	require.True(t, found)
	drawn, _, _ = strings.Cut(drawn, "```")
	comment, err := os.ReadFile("../confluence/doc.go")
	require.NoError(t, err)
	stages := regexp.MustCompile(`(?m)^//  \d\. ([a-z ]+):`).FindAllSubmatch(comment, -1)
	require.Len(t, stages, 6)
	last := 0
	for _, stage := range stages {
		at := strings.Index(drawn, string(stage[1])+": ")
		require.Greater(t, at, last, "%s", stage[1])
		last = at
		require.FileExists(t, "../confluence/"+strings.ReplaceAll(string(stage[1]), " ", "")+".go")
	}
}

// TestWalksSayWhatTheyPromise: the comment of every method that walks.
func TestWalksSayWhatTheyPromise(t *testing.T) {
	t.Parallel()
	walks := 0
	for _, product := range []string{"cloud", "datacenter"} {
		files, err := filepath.Glob("../" + product + "/*.go")
		require.NoError(t, err)
		for _, file := range files {
			source, err := os.ReadFile(file)
			require.NoError(t, err)
			for _, m := range regexp.MustCompile(`(?m)((?:^//.*\n)*)^func \(s \*\w+Service\) (All\w*)\(`).FindAllStringSubmatch(string(source), -1) {
				walks++
				said := strings.Join(strings.Fields(strings.ReplaceAll(m[1], "//", "")), " ")
				require.Contains(t, said, "A row that is there for the whole walk is yielded exactly once, or the walk ends with [confluence.ErrChanged]", m[2])
				require.Contains(t, said, "says what cannot be promised", m[2])
			}
		}
	}
	require.Equal(t, 23, walks)
}

// goTool runs the go command.
func goTool(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", args...).CombinedOutput()
	require.NoError(t, err, string(out))
	return string(out)
}

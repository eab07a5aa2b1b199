package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestKnown: a pattern explains differences, and is told when it explains none,
// fewer or others than it did.
func TestKnown(t *testing.T) {
	t.Parallel()
	theirs := edited(t, small, "        '404':", "        '410':", "maxLength: 9", "maxLength: 8", "default: 1", "default: 2")
	known := write(t, `
dc:
  - reason: They withdrew it.
    differences:
      - 'status  *  GET /rest/api/user 4*  theirs: *  ours: *'
      - 'operation gone GET /rest/api/forgotten theirs: - ours: *'
v2:
  - reason: Not asked for, and so not stale.
    differences: ['operation gone GET /wiki/api/v2/x theirs: - ours: x']
`)
	record := filepath.Join(t.TempDir(), "seen.yaml")
	require.NoError(t, os.WriteFile(record, nil, 0o600))
	args := []string{"-ours", write(t, small), "-known", known}
	code, stdout, _ := drift(t, append(args, "-dc", write(t, theirs), "-seen", record, "-record", record)...)
	require.Equal(t, exitNews, code)
	require.Contains(t, stdout, "hints:")
	require.Contains(t, stdout, "dc  They withdrew it.\n     2 × status")
	require.NotContains(t, stdout, "Not asked for")

	stale := []string{
		"parameter maximum length GET /rest/api/user query name theirs: 8 ours: 9",
		"property default User.age theirs: 2 ours: 1 (in GET /rest/api/user)",
		"known entry stale operation gone GET /rest/api/forgotten theirs: - ours: *",
	}
	_, stdout, _ = drift(t, append(args, "-dc", write(t, theirs), "-seen", record)...)
	require.Equal(t, stale, news(stdout), "as it was put on record")

	caughtUp := edited(t, theirs, "        '410':", "        '404':\n          description: None.\n        '411':")
	_, stdout, _ = drift(t, append(args, "-dc", write(t, caughtUp), "-seen", record)...)
	require.Subset(t, news(stdout), []string{
		"known entry hides less status added GET /rest/api/user 410 theirs: present ours: -",
		"known entry hides less status gone GET /rest/api/user 404 theirs: - ours: present",
		"known entry hides more status added GET /rest/api/user 411 theirs: present ours: -",
	})
}

// TestHints: prose and what else is not compared is told when it changes.
func TestHints(t *testing.T) {
	t.Parallel()
	record := filepath.Join(t.TempDir(), "seen.yaml")
	require.NoError(t, os.WriteFile(record, nil, 0o600))
	against(t, small, small, "-record", record)
	code, lines := against(t, small, small, "-seen", record)
	require.Equal(t, []string{"no news"}, lines)
	require.Equal(t, exitSame, code)

	theirs := edited(t, small, "description: Who.", "description: 'Who, 9 letters at most.'", "      summary: Get a user\n", "",
		"Login name.", "Changed.", "path: {type: string}", "path: {type: string, x-news: true}")
	code, lines = against(t, small, theirs, "-seen", record)
	require.Equal(t, []string{
		"text changed GET /rest/api/user query name description",
		"text gone GET /rest/api/user summary",
		"text added Icon.path x-news",
		"text changed User.name description",
	}, lines[1:])
	require.Equal(t, exitNews, code)
}

func TestManyHints(t *testing.T) {
	t.Parallel()
	r := &report{}
	many := texts{}
	for i := range mostHints + 5 {
		many[strings.Repeat("x", i+1)] = "print"
	}
	r.hold(dataCenter, nil, many, seen{})
	var out strings.Builder
	require.NoError(t, r.write(&out))
	require.Contains(t, out.String(), "and 5 more")
}

// TestReviewedLists reads the lists built in; whether they are up to date only
// the published files can tell.
func TestReviewedLists(t *testing.T) {
	t.Parallel()
	list, err := loadKnown("")
	require.NoError(t, err)
	record, err := loadSeen("")
	require.NoError(t, err)
	for _, product := range products() {
		require.NotEmpty(t, list[product])
		for _, line := range record[product].Hidden {
			require.True(t, hides(list[product], line), "no entry of known.yaml hides %s: make drift-record", line)
		}
	}
}

func hides(entries []known, line string) bool {
	for _, k := range entries {
		for _, pattern := range k.Differences {
			if matchesLine(pattern, line) {
				return true
			}
		}
	}
	return false
}

func TestTrouble(t *testing.T) {
	t.Parallel()
	good := write(t, small)
	for name, test := range map[string]struct {
		args []string
		want string
	}{
		"nothing":          {nil, "usage:"},
		"empty names":      {[]string{"-v1", "", "-v2=", "-dc", ""}, "usage:"},
		"left over":        {[]string{"-v2", good, "more"}, "usage:"},
		"unknown flag":     {[]string{"-v3", good}, "not defined: -v3"},
		"no such file":     {[]string{"-v1", filepath.Join(t.TempDir(), "none.json")}, "none.json"},
		"no description":   {[]string{"-v1", write(t, "]")}, "drift:"},
		"no operations":    {[]string{"-v1", write(t, `{"openapi": "3.0.3"}`)}, "describes no operations"},
		"dangling":         {[]string{"-v1", write(t, `{"openapi": "3.0.3", "paths": {"/x": {"$ref": "#/components/x"}}}`)}, "drift:"},
		"no such list":     {[]string{"-v2", good, "-known", good + ".none"}, "known deviations"},
		"no list":          {[]string{"-v2", good, "-known", write(t, "- x")}, "cannot unmarshal"},
		"unknown product":  {[]string{"-v2", good, "-known", write(t, "v3: []")}, "v3 is none of"},
		"unknown field":    {[]string{"-v2", good, "-known", write(t, "v2: [{why: x}]")}, "why"},
		"entry no reason":  {[]string{"-v2", good, "-known", write(t, "v2: [{differences: [x]}]")}, "needs a reason"},
		"entry no pattern": {[]string{"-v2", good, "-known", write(t, "v2: [{reason: x}]")}, "needs a reason"},
		"no such record":   {[]string{"-v2", good, "-seen", good + ".none"}, "record"},
		"no record":        {[]string{"-v2", good, "-seen", write(t, "- x")}, "cannot unmarshal"},
		"check no file":    {[]string{"-check", "-v1", "none.json"}, "none.json"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			code, stdout, stderr := drift(t, test.args...)
			require.Equal(t, exitTrouble, code)
			require.Empty(t, stdout)
			require.Contains(t, stderr, test.want)
		})
	}
}

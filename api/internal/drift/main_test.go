package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/api"
)

// drift runs the command and returns what it printed.
func drift(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, problems bytes.Buffer
	code = run(args, &out, &problems)
	return code, out.String(), problems.String()
}

// upstream is our own contract in the hands of somebody who publishes it.
func upstream(t *testing.T, product string) *openapi3.T {
	t.Helper()
	contract := api.Cloud()
	if product == dataCenter {
		contract = api.Datacenter()
	}
	doc, err := openapi3.NewLoader().LoadFromData([]byte(contract))
	require.NoError(t, err)
	for path := range doc.Paths.Map() {
		v2 := strings.HasPrefix(path, v2Base)
		switch {
		case product == cloudV1 && v2, product == cloudV2 && !v2:
			doc.Paths.Delete(path)
		case product == cloudV2:
			doc.Paths.Set(strings.TrimPrefix(path, v2Base), doc.Paths.Value(path))
			doc.Paths.Delete(path)
		}
	}
	return doc
}

// publish writes a description to a file.
func publish(t *testing.T, doc *openapi3.T) string {
	t.Helper()
	data, err := doc.MarshalJSON()
	require.NoError(t, err)
	return write(t, string(data))
}

func write(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	return file
}

// nothingKnown stands in for the reviewed list.
func nothingKnown(t *testing.T) string {
	t.Helper()
	return write(t, "{}")
}

// news returns the lines above the known deviations, spaces joined.
func news(stdout string) []string {
	above, _, _ := strings.Cut(stdout, "\nknown:")
	var lines []string
	for line := range strings.Lines(above) {
		lines = append(lines, strings.Join(strings.Fields(line), " "))
	}
	return lines
}

func TestNoNews(t *testing.T) {
	t.Parallel()
	args := []string{"-known", nothingKnown(t)}
	for _, product := range products() {
		args = append(args, "-"+product, publish(t, upstream(t, product)))
	}
	code, stdout, stderr := drift(t, args...)
	require.Equal(t, "no news\n", stdout)
	require.Empty(t, stderr)
	require.Equal(t, exitSame, code)
}

func TestYAML(t *testing.T) {
	t.Parallel()
	code, stdout, _ := drift(t, "-dc", write(t, api.Datacenter()), "-known", nothingKnown(t))
	require.Equal(t, "no news\n", stdout)
	require.Equal(t, exitSame, code)
}

func TestPathParameterNamesDoNotMatter(t *testing.T) {
	t.Parallel()
	doc := upstream(t, dataCenter)
	const path = "/rest/api/user/{username}/group/{groupName}"
	item := doc.Paths.Value(path)
	doc.Paths.Delete(path)
	doc.Paths.Set("/rest/api/user/{who}/group/{where}", item)
	names := map[string]string{"username": "who", "groupName": "where"}
	for _, op := range item.Operations() {
		for i, ref := range op.Parameters {
			if ref.Value.In == openapi3.ParameterInPath {
				renamed := *ref.Value
				renamed.Name = names[renamed.Name]
				op.Parameters[i] = &openapi3.ParameterRef{Value: &renamed}
			}
		}
	}
	code, stdout, _ := drift(t, "-dc", publish(t, doc), "-known", nothingKnown(t))
	require.Equal(t, "no news\n", stdout)
	require.Equal(t, exitSame, code)
}

func TestDuplicateParameters(t *testing.T) {
	t.Parallel()
	doc := upstream(t, dataCenter)
	for _, item := range doc.Paths.Map() {
		for _, op := range item.Operations() {
			twice := openapi3.Parameters{}
			for _, ref := range op.Parameters {
				plain := &openapi3.Parameter{
					Name: ref.Value.Name, In: ref.Value.In, Required: ref.Value.Required,
					Schema: openapi3.NewSchemaRef("", openapi3.NewStringSchema()),
				}
				// Plain before typed and after it.
				twice = append(twice, &openapi3.ParameterRef{Value: plain}, ref)
				if typed(ref.Value) {
					twice = append(twice, &openapi3.ParameterRef{Value: plain})
				}
			}
			op.Parameters = twice
		}
	}
	require.Error(t, doc.Validate(t.Context()), "no description that passes validation")
	code, stdout, _ := drift(t, "-dc", publish(t, doc), "-known", nothingKnown(t))
	require.Equal(t, "no news\n", stdout)
	require.Equal(t, exitSame, code)
}

func TestKnown(t *testing.T) {
	t.Parallel()
	doc := upstream(t, cloudV1)
	doc.Paths.Delete("/wiki/rest/api/longtask")
	doc.Paths.Delete("/wiki/rest/api/user/anonymous")
	file := publish(t, doc)
	list := write(t, `
v1:
  - reason: They withdrew it.
    differences:
      - 'operation gone  GET /wiki/*/longtask  theirs: -  ours: getTasks'
      - 'operation gone  GET /wiki/rest/api/forgotten  theirs: -  ours: *'
v2:
  - reason: Not asked for, and so not stale.
    differences: ['operation gone GET /wiki/api/v2/x theirs: - ours: x']
`)
	code, stdout, _ := drift(t, "-v1", file, "-known", list)
	require.Equal(t, exitNews, code)
	require.Equal(t, []string{
		"v1 operation gone GET /wiki/rest/api/user/anonymous theirs: - ours: getAnonymousUser",
		"v1 known entry stale operation gone GET /wiki/rest/api/forgotten theirs: - ours: * theirs: - ours: -",
	}, news(stdout))
	require.Contains(t, stdout, "v1  They withdrew it.\n     1 × operation gone")
	require.NotContains(t, stdout, "Not asked for")
}

// TestReviewedList reads the list built in; whether its entries are stale only
// the published files can tell.
func TestReviewedList(t *testing.T) {
	t.Parallel()
	list, err := loadKnown("")
	require.NoError(t, err)
	for _, product := range products() {
		require.NotEmpty(t, list[product])
	}
}

func TestTrouble(t *testing.T) {
	t.Parallel()
	good := publish(t, upstream(t, cloudV2))
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

// TestEmptyName: a name left empty is a file not given.
func TestEmptyName(t *testing.T) {
	t.Parallel()
	code, stdout, _ := drift(t, "-v1", "", "-v2", publish(t, upstream(t, cloudV2)), "-dc=", "-known", nothingKnown(t))
	require.Equal(t, "no news\n", stdout)
	require.Equal(t, exitSame, code)
}

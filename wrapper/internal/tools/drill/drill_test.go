package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/api"
)

// TestEditsFit: each change can be made in the contract as it is today.
func TestEditsFit(t *testing.T) {
	t.Parallel()
	texts := map[string]string{cloud: api.Cloud(), datacenter: api.Datacenter()}
	for _, e := range edits() {
		text := texts[e.product]
		for _, change := range e.changes {
			changed, err := change(text)
			require.NoError(t, err, "%s: %s: change the drill together with the contract", e.product, e.what)
			require.NotEqual(t, text, changed, e.what)
			text = changed
		}
		require.NotEmpty(t, e.checks, e.what)
	}
}

const contract = `paths:
  /a:
    get:
      operationId: getA
      parameters:
        - name: x
      # of what follows
  /b:
    get:
      operationId: getB
      parameters:
        - name: x
          example:
            of: x

components:
  schemas:
    Thing:
      properties: {}
`

func TestChanges(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change change
		want   string // in the place of the contract; an error if empty
	}{
		"in an operation": {in("getB", replace("name: x", "name: y")), "getB\n      parameters:\n        - name: y\n"},
		"in a schema":     {in("Thing", add("properties: ", "{a: 1} # ")), "    Thing:\n      properties: {a: 1} # {}\n"},
		"a path":          {without("  /a:"), "paths:\n  /b:\n"},
		"a part":          {in("getB", without("          example:")), "- name: x\ncomponents:\n"},
		"another's":       {in("getA", without("          example:")), ""},
		"no part":         {in("getC", add("", "x")), ""},
		"no text":         {replace("getC", ""), ""},
	} {
		got, err := c.change(contract)
		if c.want == "" {
			require.Error(t, err, name)
			continue
		}
		require.NoError(t, err, name)
		require.Contains(t, got, c.want, name)
	}
}

func TestMessages(t *testing.T) {
	t.Parallel()
	test := `--- FAIL: TestA/getB (0.00s)
    a_test.go:1:
        	Error Trace:	a_test.go:1
        	Error:      	Should be empty, but was [getA]
        	Test:       	TestA/getB
        	Messages:   	have no cases
    --- FAIL: TestA/other (0.00s)
        	Error Trace:	a_test.go:2
        	Error:      	Not | equal
FAIL	example.com/a	0.1s
`
	says, found := message(test, "geta")
	require.True(t, found)
	require.Equal(t, "have no cases Should be empty, but was [getA]", says)
	says, found = message(test, "not |")
	require.True(t, found)
	require.Equal(t, "Not | equal", says)
	_, found = message(test, "getB")
	require.False(t, found, "the name of a test is no message")
	says, found = message("# a\na.go:1: undefined: GetA\n", "getA")
	require.True(t, found)
	require.Equal(t, "a.go:1: undefined: GetA", says)

	r := row{edit: edit{what: "a change", product: "cloud"}, check: check{pkg: "./api", test: "TestA"}, says: "a|b"}
	require.Equal(t, "| cloud | a change | `TestA in api` | UNSEEN: a\\|b |", r.String())
	r.seen, r.check.test = true, ""
	require.Equal(t, "| cloud | a change | `go build ./api` | a\\|b |", r.String())
}

func TestUsage(t *testing.T) {
	t.Parallel()
	var out, errs bytes.Buffer
	require.Equal(t, 2, run(t.Context(), []string{"-nonsense"}, &out, &errs))
	require.Contains(t, errs.String(), "nonsense")
}

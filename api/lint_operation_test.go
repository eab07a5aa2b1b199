package api_test

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

var camelCase = regexp.MustCompile(`^[a-z][A-Za-z0-9]*$`)

// site is one operation with its place.
type site struct {
	*openapi3.Operation
	method, path string
}

func (s site) String() string { return s.method + " " + s.path }

// operations returns the operations of a contract in a stable order.
func (c *contract) operations() []site {
	var all []site
	for path, item := range c.doc.Paths.Map() {
		for method, op := range item.Operations() {
			all = append(all, site{op, method, path})
		}
	}
	slices.SortFunc(all, func(a, b site) int { return strings.Compare(a.String(), b.String()) })
	return all
}

// operationRules are about operations as such.
func operationRules() []rule {
	return []rule{
		{name: "loads", unloadable: true, check: loads, broken: []replacement{{"openapi: 3.0.3", "openapi: 3.0.3\nopenapi: 3.0.3"}}},
		{name: "operationID", check: operationIDs, broken: []replacement{
			{"operationId: getUser\n", "operationId: GetUser\n"},
			{"operationId: getUser\n", "operationId: get_user\n"},
			{"operationId: getUser\n", "operationId: getCurrentUser\n"},
		}},
		{name: "tag", check: tags, broken: []replacement{
			{"      tags:\n        - Users\n", ""},
			{"      tags:\n        - Users\n", "      tags:\n        - Nobody\n"},
		}},
		{name: "xsrf", check: xsrf, broken: []replacement{
			{"        - $ref: '#/components/parameters/XsrfToken'\n", ""},
			{"      parameters:\n", "      parameters:\n        - $ref: '#/components/parameters/XsrfToken'\n"},
		}},
		{name: "pageBounds", check: pageBounds, broken: []replacement{
			{"            minimum: 0\n            default: 0\n", "            default: 0\n"},
			{"            minimum: 0\n            default: 0\n", "            minimum: 1\n            default: 1\n"},
			{"            minimum: 0\n            default: 200\n", "            minimum: 0\n"},
		}},
		{name: "clientError", check: clientErrors, broken: []replacement{{`        '403':
          description: The caller may not use the site, or the credentials were refused.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Error'
`, ""}}},
	}
}

func loads(_ *testing.T, c *contract) findings {
	var found findings
	if c.err != nil {
		found.add("contract", "%v", c.err)
	}
	return found
}

func operationIDs(_ *testing.T, c *contract) findings {
	var found findings
	seen := map[string]bool{}
	for _, op := range c.operations() {
		if !camelCase.MatchString(op.OperationID) {
			found.add(op.String(), "operationId %q is not in camel case", op.OperationID)
		}
		if seen[op.OperationID] {
			found.add(op.String(), "operationId %s is there twice", op.OperationID)
		}
		seen[op.OperationID] = true
	}
	return found
}

func tags(_ *testing.T, c *contract) findings {
	var found findings
	for _, op := range c.operations() {
		if len(op.Tags) != 1 || c.doc.Tags.Get(op.Tags[0]) == nil {
			found.add(op.String(), "wants one of the declared tags, has %v", op.Tags)
		}
	}
	return found
}

// xsrf asks for the header on writes, and on writes alone. It is Confluence's: the
// control API has no such header.
func xsrf(_ *testing.T, c *contract) findings {
	var found findings
	if c.doc.Paths.Find("/-/site") != nil {
		return nil
	}
	for _, op := range c.operations() {
		documented := op.Parameters.GetByInAndName(openapi3.ParameterInHeader, "X-Atlassian-Token") != nil
		if documented != (op.method != http.MethodGet) {
			found.add(op.String(), "the XSRF header stands on writes, and on writes alone")
		}
	}
	return found
}

func pageBounds(_ *testing.T, c *contract) findings {
	var found findings
	for _, op := range c.operations() {
		for _, ref := range op.Parameters {
			p := ref.Value
			if p.Name != "limit" && p.Name != "start" {
				continue
			}
			if p.Schema.Value.Min == nil || *p.Schema.Value.Min != 0 {
				found.add(op.String(), "%s has no minimum of 0", p.Name)
			}
			if p.Schema.Value.Default == nil {
				found.add(op.String(), "%s has no default", p.Name)
			}
		}
	}
	return found
}

func clientErrors(_ *testing.T, c *contract) findings {
	var found findings
	for _, op := range c.operations() {
		failure := func(status string) bool { return strings.HasPrefix(status, "4") }
		if !slices.ContainsFunc(op.Responses.Keys(), failure) {
			found.add(op.String(), "documents no failure of the caller")
		}
	}
	return found
}

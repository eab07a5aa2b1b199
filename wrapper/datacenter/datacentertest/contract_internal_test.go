package datacentertest

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEveryOperationIsServed(t *testing.T) {
	t.Parallel()
	d := New()
	described := datacenterContract()
	require.NotEmpty(t, described.Routes)
	for name, route := range described.Routes {
		path := basePath + regexp.MustCompile(`\{\w+\}`).ReplaceAllString(route.Path, "a")
		r := httptest.NewRequestWithContext(t.Context(), route.Method, path, http.NoBody)
		require.Equal(t, route, d.all.Find(r), name)
		require.Equal(t, route, d.served.Find(r), name)
	}
}

// TestVersionsKnowTheContract finds a misspelt name in the table of versions.
func TestVersionsKnowTheContract(t *testing.T) {
	t.Parallel()
	operations := map[string]bool{}
	for _, route := range datacenterContract().Routes {
		operations[route.Operation.OperationID] = true
	}
	missing := func(v version) (n int) {
		for operation := range operations {
			if !v.has(operation) {
				n++
			}
		}
		return n
	}
	for v, n := range map[version]int{{8, 3}: 8, {9, 2}: 4, {9, 3}: 8, {9, 4}: 6, {10, 0}: 6, {10, 1}: 0, {10, 2}: 0} {
		require.Equal(t, n, missing(v), "%v", v)
	}
}

package cloudtest_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
)

// ending is a test that ends when it is told to, and keeps its failures.
type ending struct {
	testing.TB

	cleanups []func()
	failures []string
}

func (e *ending) Helper()          {}
func (e *ending) Cleanup(f func()) { e.cleanups = append(e.cleanups, f) }

func (e *ending) Errorf(format string, args ...any) {
	e.failures = append(e.failures, fmt.Sprintf(format, args...))
}

func (e *ending) end() {
	for _, f := range e.cleanups {
		f()
	}
}

func TestStartEndsWithTheTest(t *testing.T) {
	t.Parallel()
	test := &ending{TB: t}
	site := cloudtest.Start(test)
	require.Equal(t, http.StatusOK, send(t, site, call{path: v1 + "/user/current"}).status)
	test.end()
	require.Empty(t, test.failures)

	require.Equal(t, http.StatusOK, send(t, site, call{path: v1 + "/user/current?nonsense=1"}).status)
	require.Equal(t, "getCurrentUser", site.Violations()[0].Operation)
	test.end()
	require.Len(t, test.failures, 1)
	require.Contains(t, test.failures[0], `"nonsense" is not in the contract`)

	send(t, site, call{path: v1 + "/user/current?nonsense=1"})
	require.Len(t, site.TakeViolations(), 1)
	require.Empty(t, site.Violations())
	test.end()
	require.Len(t, test.failures, 1, "what was taken does not count")
}

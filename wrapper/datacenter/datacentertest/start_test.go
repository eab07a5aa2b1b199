package datacentertest_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
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
	instance := datacentertest.Start(test)
	require.Equal(t, http.StatusOK, ask(t, instance, call{path: rest + "/user/current"}).status)
	test.end()
	require.Empty(t, test.failures)

	require.Equal(t, http.StatusOK, ask(t, instance, call{path: rest + "/user/current?nonsense=1"}).status)
	require.Equal(t, "getCurrentUser", instance.Violations()[0].Operation)
	test.end()
	require.Len(t, test.failures, 1)
	require.Contains(t, test.failures[0], `"nonsense" is not in the contract`)

	ask(t, instance, call{path: rest + "/user/current?nonsense=1"})
	require.Len(t, instance.TakeViolations(), 1)
	require.Empty(t, instance.Violations())
	test.end()
	require.Len(t, test.failures, 1, "what was taken does not count")
}

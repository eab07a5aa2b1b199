package examples_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestDependencies: what a program compiles that imports a product, beyond the
// standard library.
func TestDependencies(t *testing.T) {
	t.Parallel()
	for _, product := range []string{"cloud", "datacenter"} {
		t.Run(product, func(t *testing.T) {
			t.Parallel()
			list := goTool(t, "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", "../"+product)
			want := []string{
				"github.com/apapsch/go-jsonmerge/v2",
				"github.com/google/uuid",
				"github.com/oapi-codegen/runtime",
				"github.com/oapi-codegen/runtime/types",
				module + "gen/" + product,
				module + "gen/internal/lean",
				module + "wrapper/" + product,
				module + "wrapper/confluence",
			}
			got := slices.DeleteFunc(strings.Fields(list), func(name string) bool {
				return strings.HasPrefix(name, module+"wrapper/internal/library/")
			})
			require.ElementsMatch(t, want, got)
			standard := goTool(t, "list", "-deps", "../"+product)
			require.NotContains(t, strings.Fields(standard), "net/http/httptest")
			require.NotContains(t, strings.Fields(standard), "testing")
		})
	}
}

// TestTestServersStandApart: a test server and its tests compile nothing of the
// other product.
func TestTestServersStandApart(t *testing.T) {
	t.Parallel()
	for product, other := range map[string]string{"cloud": "datacenter", "datacenter": "cloud"} {
		t.Run(product, func(t *testing.T) {
			t.Parallel()
			list := goTool(t, "list", "-deps", "-test", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", "../"+product+"/"+product+"test")
			require.Contains(t, list, "/gen/"+product+"/server")
			for name := range strings.FieldsSeq(list) {
				require.NotContains(t, strings.Split(name, "/"), other)
			}
		})
	}
}

// TestSigningInStandsApart: package oauth adds what it needs and no store of
// another package, and nothing links it that does not import it.
func TestSigningInStandsApart(t *testing.T) {
	t.Parallel()
	list := func(name string) []string {
		return strings.Fields(goTool(t, "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", name))
	}
	foreign := func(name string, known ...string) []string {
		return slices.DeleteFunc(list(name), func(path string) bool {
			// What a lock on a file takes differs between systems.
			return strings.HasPrefix(path, module) || slices.Contains(known, path) || strings.HasPrefix(path, "golang.org/x/sys/")
		})
	}
	of := list("../cloud")
	require.ElementsMatch(t, []string{
		"github.com/gofrs/flock",
		"golang.org/x/oauth2",
		"golang.org/x/oauth2/clientcredentials",
		"golang.org/x/oauth2/internal",
	}, foreign("../oauth", of...))
	require.NotContains(t, list("../oauth"), module+"wrapper/datacenter")
	require.Empty(t, foreign("../oauth/postgres", list("../oauth")...), "no driver")
	require.Contains(t, foreign("../oauth/keyring", list("../oauth")...), "github.com/zalando/go-keyring")
	standard := strings.Fields(goTool(t, "list", "-deps", "../oauth"))
	for _, name := range []string{"database/sql", "net/http/httptest", "testing"} {
		require.NotContains(t, standard, name)
	}
}

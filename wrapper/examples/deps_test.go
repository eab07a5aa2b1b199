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

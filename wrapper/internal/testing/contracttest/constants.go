package contracttest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// RequireConstants holds that each value of an enum of the contract has a
// constant in the package in the working folder, and that each constant of a type
// is such a value. Types says which enums become which type, or which prefix of
// names; excused says of an enum why it has no constants.
func RequireConstants(t *testing.T, text string, types map[string][]string, excused map[string]string) {
	t.Helper()
	enums := Enums(text)
	for at, values := range enums {
		known := false
		for _, places := range types {
			known = known || slices.Contains(places, at)
		}
		require.True(t, known || excused[at] != "", "the enum %s (%s) has no constants: give it some, or say why not", at, strings.Join(values, ", "))
		require.False(t, known && excused[at] != "", "the enum %s has constants, and is excused", at)
	}
	for at := range excused {
		require.NotNil(t, enums[at], "the contract no longer has the enum %s, which is excused", at)
	}
	have := Constants(t, slices.Collect(maps.Keys(types))...)
	for name := range have {
		require.NotNil(t, types[name], "constants of %s are of no enum", name)
	}
	for name, places := range types {
		var want []string
		for _, at := range places {
			require.NotNil(t, enums[at], "the contract no longer has the enum %s", at)
			want = append(want, enums[at]...)
		}
		slices.Sort(want)
		want = slices.DeleteFunc(slices.Compact(want), func(v string) bool { return v == "" }) // the zero value says that
		require.ElementsMatch(t, want, have[name], "the values of %s in the contract, and the constants of %s: each value has one", strings.Join(places, ", "), name)
	}
}

// Constants returns the texts of the constants of each type in the package, and
// those without a type by the prefix that names them.
func Constants(t *testing.T, prefixes ...string) map[string][]string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	found := map[string][]string{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		require.NoError(t, err)
		for node := range ast.Preorder(file) {
			spec, ok := node.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 {
				continue
			}
			value, isText := spec.Values[0].(*ast.BasicLit)
			if !isText || value.Kind != token.STRING {
				continue
			}
			text, err := strconv.Unquote(value.Value)
			require.NoError(t, err)
			if typed, ok := spec.Type.(*ast.Ident); ok {
				found[typed.Name] = append(found[typed.Name], text)
			}
			for _, prefix := range prefixes {
				if spec.Type == nil && strings.HasPrefix(spec.Names[0].Name, prefix) {
					found[prefix] = append(found[prefix], text)
				}
			}
		}
	}
	return found
}

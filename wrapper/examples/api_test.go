package examples_test

import (
	"fmt"
	"go/types"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/packages"
)

const module = "github.com/confluence-people/go-sdk/"

// TestPublicAPIIsOurs: no exported identifier below wrapper/ but the API methods
// mentions a type of gen/ or of another module. What is generated may change
// with the contract, and what others make with their next version. Signing in
// has the types of golang.org/x/oauth2, which those who sign in know.
func TestPublicAPIIsOurs(t *testing.T) {
	t.Parallel()
	var foreign []string
	for _, pkg := range publicPackages(t) {
		m := &mentions{seen: map[types.Type]bool{}}
		scope := pkg.Types.Scope()
		for _, name := range scope.Names() {
			if object := scope.Lookup(name); object.Exported() {
				m.object(name, object)
			}
		}
		for _, found := range m.foreign {
			where := strings.TrimPrefix(pkg.PkgPath, module)
			if strings.HasPrefix(where, "wrapper/oauth") && strings.Contains(found, ": golang.org/x/oauth2.") {
				continue
			}
			foreign = append(foreign, where+": "+found)
		}
	}
	require.Equal(t, []string{
		"wrapper/cloud: Client.API: " + module + "gen/cloud.ClientWithResponses",
		"wrapper/datacenter: Client.API: " + module + "gen/datacenter.ClientWithResponses",
	}, foreign)
}

// publicPackages loads the packages that programs can import.
func publicPackages(t *testing.T) []*packages.Package {
	t.Helper()
	config := &packages.Config{
		Context: t.Context(), Mode: packages.NeedName | packages.NeedTypes | packages.NeedDeps | packages.NeedImports,
	}
	all, err := packages.Load(config, module+"wrapper/...")
	require.NoError(t, err)
	public := slices.DeleteFunc(all, func(p *packages.Package) bool {
		return p.Name == "main" || strings.Contains(p.PkgPath, "/internal/") || strings.Contains(p.PkgPath, "/examples")
	})
	require.GreaterOrEqual(t, len(public), 6)
	return public
}

// mentions collects the types of others that exported identifiers mention.
type mentions struct {
	seen    map[types.Type]bool
	foreign []string
}

func (m *mentions) object(name string, object types.Object) {
	m.typ(name, object.Type(), true)
	alias, _ := object.(*types.TypeName)
	if alias == nil {
		return
	}
	if named, ok := object.Type().(*types.Named); ok {
		for method := range named.Methods() {
			if method.Exported() {
				m.typ(name+"."+method.Name(), method.Type(), false)
			}
		}
	}
}

// typ looks at a type. Of a named type of ours only the declaration is looked
// into, where it is declared.
func (m *mentions) typ(name string, t types.Type, declared bool) {
	switch t := t.(type) {
	case *types.Alias:
		m.typ(name, types.Unalias(t), false)
	case *types.Named:
		m.named(name, t, declared)
	case *types.Pointer:
		m.typ(name, t.Elem(), false)
	case *types.Slice:
		m.typ(name, t.Elem(), false)
	case *types.Array:
		m.typ(name, t.Elem(), false)
	case *types.Chan:
		m.typ(name, t.Elem(), false)
	case *types.Map:
		m.typ(name, t.Key(), false)
		m.typ(name, t.Elem(), false)
	case *types.Signature:
		for p := range t.Params().Variables() {
			m.typ(name, p.Type(), false)
		}
		for r := range t.Results().Variables() {
			m.typ(name, r.Type(), false)
		}
	case *types.Struct:
		for field := range t.Fields() {
			if field.Exported() {
				m.typ(name+"."+field.Name(), field.Type(), false)
			}
		}
	case *types.Interface:
		for method := range t.Methods() {
			m.typ(name+"."+method.Name(), method.Type(), false)
		}
	}
}

func (m *mentions) named(name string, t *types.Named, declared bool) {
	for argument := range t.TypeArgs().Types() {
		m.typ(name, argument, false)
	}
	pkg := t.Obj().Pkg()
	if pkg == nil { // error
		return
	}
	ours := strings.HasPrefix(pkg.Path(), module+"wrapper/")
	root, _, _ := strings.Cut(pkg.Path(), "/")
	if !ours && strings.Contains(root, ".") {
		m.foreign = append(m.foreign, fmt.Sprintf("%s: %s.%s", name, pkg.Path(), t.Obj().Name()))
		return
	}
	if ours && declared && !m.seen[t] {
		m.seen[t] = true
		m.typ(name, t.Underlying(), false)
	}
}

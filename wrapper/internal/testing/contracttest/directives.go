package contracttest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// RequireWrapped holds that each operation is wrapped by one exported method of
// the package in the working folder: by the one whose comment ends with
// //confluence:operation and its id. The comment names the operation and its
// request, and says that it is deprecated if it is.
func RequireWrapped(t *testing.T, operations []Operation) {
	t.Helper()
	byID := map[string]Operation{}
	for _, op := range operations {
		byID[op.ID] = op
	}
	wrapped := map[string]string{}
	for _, method := range methods(t) {
		old := true
		var wraps []string
		for _, line := range method.Doc.List {
			id, ok := strings.CutPrefix(line.Text, "//confluence:operation ")
			if !ok {
				continue
			}
			op, known := byID[id]
			require.True(t, known, "%s wraps %s, which is not in the contract: take the method out, or wrap what became of the operation", method.Name.Name, id)
			require.True(t, method.Recv != nil && method.Name.IsExported(), "%s wraps %s and cannot be called", method.Name.Name, id)
			require.Empty(t, wrapped[id], "%s is wrapped by %s and by %s", id, wrapped[id], method.Name.Name)
			wrapped[id] = method.Name.Name
			for _, name := range []string{id, op.Method + " " + op.Path} {
				require.True(t, strings.Contains(method.Doc.Text(), name), "the comment of %s does not name %s: it wraps %s", method.Name.Name, name, id)
			}
			wraps, old = append(wraps, id), old && op.Deprecated
		}
		if len(wraps) > 0 {
			require.Equal(t, old, strings.Contains(method.Doc.Text(), "\n\nDeprecated: "),
				"whether %s is deprecated, by the contract and by a paragraph of the comment of %s that begins with Deprecated:", strings.Join(wraps, ", "), method.Name.Name)
		}
	}
	var missing []string
	for _, op := range operations {
		if wrapped[op.ID] == "" {
			missing = append(missing, op.ID)
		}
	}
	require.Empty(t, missing, "are not wrapped: give their service a method whose comment ends with //confluence:operation and the id")
}

// methods returns the functions of the package in the working folder that have a
// comment.
func methods(t *testing.T) []*ast.FuncDecl {
	t.Helper()
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	var found []*ast.FuncDecl
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		require.NoError(t, err)
		for _, decl := range file.Decls {
			if method, ok := decl.(*ast.FuncDecl); ok && method.Doc != nil {
				found = append(found, method)
			}
		}
	}
	return found
}

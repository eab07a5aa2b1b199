package cloud_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/confluence-people/go-sdk/api"
)

// TestCommentsNamePermissionAndScopes: the comment of every method that wraps an
// operation says who may call it, and its scopes are those of the contract.
func TestCommentsNamePermissionAndScopes(t *testing.T) {
	t.Parallel()
	var contract struct {
		Paths map[string]map[string]struct {
			OperationID string `yaml:"operationId"`
			Description string `yaml:"description"`
		} `yaml:"paths"`
	}
	require.NoError(t, yaml.Unmarshal([]byte(api.Cloud()), &contract))
	scopes := map[string][]string{}
	scope := regexp.MustCompile(`\b(?:read|write):[\w.-]+(?::confluence)?`)
	for _, methods := range contract.Paths {
		for _, op := range methods {
			scopes[op.OperationID] = scope.FindAllString(op.Description, -1)
		}
	}
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	seen := 0
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		require.NoError(t, err)
		for _, decl := range file.Decls {
			method, ok := decl.(*ast.FuncDecl)
			if !ok || method.Doc == nil {
				continue
			}
			_, operation, wraps := strings.Cut(method.Doc.List[len(method.Doc.List)-1].Text, "//confluence:operation ")
			if !wraps {
				continue
			}
			seen++
			text := strings.Join(strings.Fields(method.Doc.Text()), " ")
			if regexp.MustCompile(`Permission, scopes and errors are those of \w+\.`).MatchString(text) {
				continue
			}
			require.Contains(t, text, "Permission: ", method.Name.Name)
			require.Contains(t, text, "Scopes: ", method.Name.Name)
			require.ElementsMatch(t, scopes[operation], scope.FindAllString(text, -1),
				"the scopes of %s in the contract, and those in the comment of %s", operation, method.Name.Name)
		}
	}
	require.Equal(t, len(scopes), seen)
}

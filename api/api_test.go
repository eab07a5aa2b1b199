package api_test

import (
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/api"
)

// contracts are the descriptions with the number of operations each promises.
var contracts = []struct {
	name       string
	yaml       string
	operations int
}{
	{"cloud", api.Cloud(), 39},
	{"datacenter", api.Datacenter(), 40},
}

func load(t *testing.T, yaml string) *openapi3.T {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromData([]byte(yaml))
	require.NoError(t, err)
	return doc
}

// TestValid also checks every example against its schema, which is the default
// of Validate.
func TestValid(t *testing.T) {
	t.Parallel()
	for _, c := range contracts {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			doc := load(t, c.yaml)
			require.NoError(t, doc.Validate(t.Context(), openapi3.EnableExamplesValidation()))
			require.Equal(t, "3.0.3", doc.OpenAPI)
		})
	}
}

func TestOperations(t *testing.T) {
	t.Parallel()
	for _, c := range contracts {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			seen := map[string]bool{}
			for path, item := range load(t, c.yaml).Paths.Map() {
				for method, op := range item.Operations() {
					at := method + " " + path
					require.Regexp(t, `^[a-z][A-Za-z0-9]*$`, op.OperationID, at)
					require.False(t, seen[op.OperationID], "%s is there twice", op.OperationID)
					seen[op.OperationID] = true
					require.NotEmpty(t, op.Summary, at)
					require.NotEmpty(t, op.Description, at)
					require.Len(t, op.Tags, 1, at)
					documentsXSRF := op.Parameters.GetByInAndName(openapi3.ParameterInHeader, "X-Atlassian-Token") != nil
					require.Equal(t, method != "GET", documentsXSRF, "%s: the XSRF header stands on writes, and on writes alone", at)
				}
			}
			require.Len(t, seen, c.operations)
		})
	}
}

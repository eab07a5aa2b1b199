package api_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/api"
)

// TestScopes: what the description of an operation says of scopes is what its
// security and its granular scopes say.
func TestScopes(t *testing.T) {
	t.Parallel()
	doc, err := openapi3.NewLoader().LoadFromData([]byte(api.Cloud()))
	require.NoError(t, err)
	mentioned := regexp.MustCompile(`\b(?:read|write):[\w.-]+(?::confluence)?`)
	for _, item := range doc.Paths.Map() {
		for _, op := range item.Operations() {
			classic, granular := scopesOf(t, op)
			require.NotEmpty(t, slices.Concat(classic, granular), op.OperationID)
			require.ElementsMatch(t, slices.Concat(classic, granular), mentioned.FindAllString(op.Description, -1), op.OperationID)
			for _, scope := range slices.Concat(classic, granular) {
				require.Contains(t, doc.Components.SecuritySchemes["oauth2"].Value.Flows.AuthorizationCode.Scopes, scope, op.OperationID)
			}
			for _, scope := range granular {
				require.Equal(t, 2, strings.Count(scope, ":"), "%s: %s is not granular", op.OperationID, scope)
			}
		}
	}
}

// scopesOf returns the scopes of an operation: without granular ones of their
// own, those under security are.
func scopesOf(t *testing.T, op *openapi3.Operation) (classic, granular []string) {
	t.Helper()
	for _, requirement := range *op.Security {
		for _, scope := range requirement["oauth2"] {
			if strings.Count(scope, ":") > 1 {
				granular = append(granular, scope)
			} else {
				classic = append(classic, scope)
			}
		}
	}
	require.False(t, len(classic) > 0 && len(granular) > 0, "%s mixes kinds under security", op.OperationID)
	if extra, ok := op.Extensions["x-granular-scopes"]; ok {
		require.NotEmpty(t, classic, op.OperationID)
		for _, scope := range extra.([]any) {
			granular = append(granular, scope.(string))
		}
	}
	return classic, granular
}

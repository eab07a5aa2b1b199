package operation_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/operation"
)

// TestLiteralsFirst: of two operations that a path could be, the one with more of it
// in its path is meant, whichever comes first in the contract.
func TestLiteralsFirst(t *testing.T) {
	t.Parallel()
	all := []operation.Operation{
		{ID: "any", Method: "GET", Path: "/user/{id}/{key}"},
		{ID: "property", Method: "GET", Path: "/user/{id}/property"},
		{ID: "mine", Method: "GET", Path: "/user/me/property"},
	}
	for range all {
		all = append(all[1:], all[0])
		table := operation.NewTable(all)
		for path, want := range map[string]string{"/user/1/x": "any", "/user/1/property": "property", "/user/me/property": "mine", "/user/me/x": "any"} {
			require.Equal(t, want, table.Find("GET", path).ID, "%s of %v", path, all)
		}
	}
}

package contracttest

import (
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// RequireWalks holds that each operation that lists in pages is walked: that some
// of the requests of all walks are for a page after the first.
func RequireWalks(t *testing.T, operations []Operation, requests []confluencetest.Exchange) {
	t.Helper()
	walked := map[string]bool{}
	for _, request := range requests {
		query, err := url.ParseQuery(request.Query)
		require.NoError(t, err)
		if query.Has("start") || query.Has("cursor") {
			walked[request.Operation] = true
		}
	}
	var missing []string
	for _, op := range operations {
		if op.Paged() && !walked[op.ID] {
			missing = append(missing, op.ID)
		}
	}
	require.Empty(t, missing, "list in pages, and are not walked: give the service a method All…, and put it into listings")
}

// RequireWalkers holds that the names of walks are those of all methods All… of
// the services of a client, such as "Groups.AllMembers". AllMemberships walks through
// many listings, has no window, and is held to its promise by tests of its own.
func RequireWalkers(t *testing.T, client reflect.Type, walks []string) {
	t.Helper()
	var methods []string
	for service := range client.Fields() {
		if !service.IsExported() {
			continue
		}
		for method := range service.Type.Methods() {
			if strings.HasPrefix(method.Name, "All") && method.Name != "AllMemberships" {
				methods = append(methods, service.Name+"."+method.Name)
			}
		}
	}
	for _, name := range methods {
		require.True(t, slices.Contains(walks, name), "%s is not walked: put it into listings", name)
	}
	for _, name := range walks {
		require.True(t, slices.Contains(methods, name), "listings has %s, which is no method", name)
	}
}

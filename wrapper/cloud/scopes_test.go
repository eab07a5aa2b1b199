package cloud_test

import (
	"errors"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

func TestScopesForNamesNoMoreThanNeeded(t *testing.T) {
	t.Parallel()
	scopes, err := cloud.ScopesFor("createGroup", "getGroups", "getGroupMembersByGroupId")
	require.NoError(t, err)
	require.Equal(t, []string{"read:group:confluence", "read:user:confluence", "write:group:confluence"}, scopes)

	scopes, err = cloud.ClassicScopesFor("getGroups", "getUser", "getCurrentUser")
	require.NoError(t, err)
	require.Equal(t, []string{"read:confluence-groups", "read:confluence-user"}, scopes)

	scopes, err = cloud.ScopesFor()
	require.NoError(t, err)
	require.Empty(t, scopes)
}

func TestScopesForRefuses(t *testing.T) {
	t.Parallel()
	for want, call := range map[string]func() ([]string, error){
		`name what is none: "getPage"`:             func() ([]string, error) { return cloud.ScopesFor("getPage") },
		"have no classic scope: getUserProperties": func() ([]string, error) { return cloud.ClassicScopesFor("getUserProperties", "getUser") },
	} {
		_, err := call()
		require.ErrorIs(t, err, confluence.ErrInvalid)
		require.ErrorContains(t, err, want)
	}
}

// Every operation has scopes, and what lists them cannot be changed by anyone.
func TestEveryOperationHasScopes(t *testing.T) {
	t.Parallel()
	gen.Scopes()[0].Classic[0] = "changed"
	for _, op := range gen.Operations() {
		scopes, err := cloud.ScopesFor(op.ID)
		require.NoError(t, err, op.ID)
		require.NotEmpty(t, scopes, op.ID)
		require.NotContains(t, scopes, "changed")
	}
}

func TestErrScopeSaysWhichScopes(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	site.Inject("createGroup", 1, confluencetest.Respond(http.StatusUnauthorized, "application/json", `{"code":401,"message":"Unauthorized; scope does not match"}`))
	_, err := site.Client().Groups.Create(t.Context(), "writers")
	require.ErrorIs(t, err, confluence.ErrScope)
	failure, ok := errors.AsType[*confluence.Error](err)
	require.True(t, ok)
	require.Equal(t, confluence.Scopes{
		Classic: []string{"write:confluence-groups"}, Granular: []string{"read:group:confluence", "write:group:confluence"},
	}, failure.Scopes)
	require.ErrorContains(t, err, "write:confluence-groups, or granular read:group:confluence and write:group:confluence")
}

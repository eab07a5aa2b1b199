package datacenter_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
)

func TestUsers(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	ctx := t.Context()
	byName, err := s.client.Users.Get(ctx, datacenter.Username("jane@example.com"), nil)
	require.NoError(t, err)
	byKey, err := s.client.Users.Get(ctx, datacenter.UserKey(s.key), nil)
	require.NoError(t, err)
	require.Equal(t, byName, byKey)
	require.Equal(t, "Jane Example", byName.DisplayName)

	_, err = s.client.Users.Get(ctx, datacenter.Username("nobody"), nil)
	require.ErrorIs(t, err, confluence.ErrNotFound)

	me, err := s.client.Users.Get(ctx, datacenter.Caller(), nil)
	require.NoError(t, err)
	require.Equal(t, s.server.AdminName(), me.Username)
}

func TestGroupsOfTheCaller(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	groups, err := rows(s.server.ClientAs("jane@example.com").Users.AllGroups(t.Context(), datacenter.Caller(),
		&datacenter.UserGroupListOptions{Limit: 1}), groupName)
	require.NoError(t, err)
	require.Equal(t, []string{group}, groups)
	asked := 0
	for _, name := range operations(s.server.Exchanges()) {
		if name == "getCurrentUser" {
			asked++
		}
	}
	require.Equal(t, 1, asked, "once a walk, not once a page")
}

func TestAnonymousCaller(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.server.AllowAnonymous(true)
	client, err := s.server.NewClient(confluence.BearerToken("a-wrong-token"))
	require.NoError(t, err)
	me, err := client.Users.Current(t.Context(), nil)
	require.NoError(t, err)
	require.Equal(t, datacenter.UserAnonymous, me.Type)
	_, err = confluence.Collect(client.Users.AllGroups(t.Context(), datacenter.Caller(), nil))
	require.ErrorIs(t, err, confluence.ErrAnonymous)
}

func TestRefusedLogins(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for name, auth := range map[string]confluence.Auth{
		"no credential":  confluence.Anonymous(),
		"wrong token":    confluence.BearerToken("wrong"),
		"wrong password": confluence.BasicAuth("jane@example.com", "wrong"),
	} {
		client, err := s.server.NewClient(auth)
		require.NoError(t, err)
		_, err = client.Users.Current(t.Context(), nil)
		require.ErrorIs(t, err, confluence.ErrUnauthorized, name)
	}
	s.server.DisableBasicAuth(true)
	client, err := s.server.NewClient(confluence.BasicAuth("jane@example.com", "old secret"))
	require.NoError(t, err)
	_, err = client.Users.Current(t.Context(), nil)
	require.ErrorIs(t, err, confluence.ErrUnauthorized)
	require.ErrorContains(t, err, "Basic Authentication has been disabled on this instance.")
}

func TestNothingIsSentForABadWindow(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	_, err := confluence.Collect(s.client.Users.AllGroups(t.Context(), datacenter.Caller(),
		&datacenter.UserGroupListOptions{Start: -1}))
	require.ErrorIs(t, err, confluence.ErrInvalid)
	_, err = s.client.Admin.DeleteUserAndWait(t.Context(), "jane@example.com", &confluence.WaitOptions{Interval: -1})
	require.ErrorIs(t, err, confluence.ErrInvalid)
	require.Empty(t, s.server.Exchanges())
}

// TestEmptyUsersAreNoUsers: an empty object decodes and is no result.
func TestEmptyUsersAreNoUsers(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for operation, call := range map[string]func() error{
		"getUser": func() error {
			_, err := s.client.Users.Get(t.Context(), datacenter.Username("jane"), nil)
			return err
		},
		"getCurrentUser": func() error {
			_, err := s.client.Users.Current(t.Context(), nil)
			return err
		},
		"getAnonymousUser": func() error {
			_, err := s.client.Users.Anonymous(t.Context(), nil)
			return err
		},
	} {
		for _, body := range []string{"{}", `{"displayName":"x"}`, "null", "[]", `"x"`} {
			s.server.Inject(operation, 1, confluencetest.Respond(200, "application/json", body))
			err := call()
			require.ErrorIs(t, err, confluence.ErrUnexpectedContent, "%s %s", operation, body)
			var failure *confluence.Error
			require.ErrorAs(t, err, &failure)
			require.Equal(t, operation, failure.Operation)
		}
	}
	s.server.TakeViolations()
}

// TestNobodyIsNotFound: a name that only old content remembers is nobody's.
func TestNobodyIsNotFound(t *testing.T) {
	t.Parallel()
	body := `{"type":"unknown","username":"jane","displayName":"Unknown User (jane)"}`
	user, err := newCanned(t, canned{200, body}).Users.Get(t.Context(), datacenter.Username("jane"), nil)
	require.ErrorIs(t, err, confluence.ErrNotFound)
	require.Nil(t, user)

	body = `{"type":"unknown","username":"jane","userKey":"8a7f","displayName":"Unknown User (jane)"}`
	user, err = newCanned(t, canned{200, body}).Users.Get(t.Context(), datacenter.UserKey("8a7f"), nil)
	require.NoError(t, err)
	require.Equal(t, datacenter.UserUnknown, user.Type)
}

// TestActive: what was not asked for is not known.
func TestActive(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	asked := &datacenter.UserGetOptions{Expand: []string{datacenter.ExpandStatus}}
	for _, c := range []struct {
		opts *datacenter.UserGetOptions
		want confluence.Bool
	}{{nil, confluence.Unknown}, {asked, confluence.True}} {
		user, err := s.client.Users.Get(t.Context(), datacenter.UserKey(s.key), c.opts)
		require.NoError(t, err)
		require.Equal(t, c.want, user.Active())
	}
	require.NoError(t, s.client.Admin.DisableUser(t.Context(), "jane@example.com"))
	user, err := s.client.Users.Get(t.Context(), datacenter.UserKey(s.key), asked)
	require.NoError(t, err)
	require.Equal(t, confluence.False, user.Active())
}

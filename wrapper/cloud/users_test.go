package cloud_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

func TestUsers(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	ctx := t.Context()
	user, err := s.client.Users.Get(ctx, awkward, nil)
	require.NoError(t, err)
	require.Equal(t, "Ada Example", user.DisplayName)
	require.Equal(t, "ada@example.com", user.Email)
	require.Empty(t, user.Operations)

	user, err = s.client.Users.Get(ctx, awkward, &cloud.UserGetOptions{Expand: []string{cloud.ExpandOperations}})
	require.NoError(t, err)
	require.NotEmpty(t, user.Operations)

	_, err = s.client.Users.Get(ctx, "nobody", nil)
	require.ErrorIs(t, err, confluence.ErrNotFound)

	anonymous, err := s.client.Users.Anonymous(ctx, nil)
	require.NoError(t, err)
	require.Equal(t, cloud.UserAnonymous, anonymous.Type)
	require.Empty(t, anonymous.AccountID)
}

func TestHiddenEmail(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	shy := s.server.AddUser(cloudtest.User{Name: "Shy Example", Email: "shy@example.com", HideEmail: true})
	user, err := s.client.Users.Get(t.Context(), shy, nil)
	require.NoError(t, err)
	require.Empty(t, user.Email)
	email, err := s.client.Users.Email(t.Context(), shy)
	require.NoError(t, err)
	require.Equal(t, "shy@example.com", email.Address)

	s.server.RefuseEmailLookup(true)
	_, err = s.client.Users.Email(t.Context(), shy)
	require.ErrorIs(t, err, confluence.ErrNotImplemented)
	_, err = s.client.Users.Emails(t.Context(), []string{shy}, nil)
	require.ErrorIs(t, err, confluence.ErrNotImplemented)
}

func TestAccessByEmail(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	access, err := s.client.Users.CheckAccess(t.Context(), []string{"ada@example.com", "new@example.com", "no address"}, nil)
	require.NoError(t, err)
	require.Equal(t, []string{"new@example.com"}, access.WithoutAccess)
	require.Equal(t, []string{"no address"}, access.Invalid)
	require.NoError(t, s.client.Users.Invite(t.Context(), access.WithoutAccess))
	require.Equal(t, []string{"new@example.com"}, s.server.Invited())
	stranger, err := s.server.NewClient(confluence.BasicAuth("x@example.com", "wrong"))
	require.NoError(t, err)
	require.ErrorIs(t, stranger.Users.Invite(t.Context(), []string{"x@example.com"}), confluence.ErrNotFound,
		"v2 hides itself from strangers")
}

func TestAccessByEmailChecksItsInput(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for _, emails := range [][]string{nil, {""}, {"a\nb"}} {
		_, err := s.client.Users.CheckAccess(t.Context(), emails, nil)
		require.ErrorIs(t, err, confluence.ErrInvalid)
		require.ErrorIs(t, s.client.Users.Invite(t.Context(), emails), confluence.ErrInvalid)
	}
	require.ErrorIs(t, s.client.Users.Invite(t.Context(), slices.Repeat([]string{"a@example.com"}, 101)), confluence.ErrInvalid)
	for _, ahead := range []int{-1, 101} {
		_, err := s.client.Users.CheckAccess(t.Context(), []string{"a@example.com"}, &cloud.CheckAccessOptions{Ahead: ahead})
		require.ErrorIs(t, err, confluence.ErrInvalid)
	}
	require.Empty(t, s.server.Exchanges())
}

// TestAHundredAddresses go into one request, and not one more.
func TestAHundredAddresses(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	emails := make([]string, 101)
	for i := range emails {
		emails[i] = fmt.Sprintf("new%d@example.com", i)
	}
	for addresses, requests := range map[int]int{100: 1, 101: 2} {
		s.server.ForgetExchanges()
		access, err := s.client.Users.CheckAccess(t.Context(), emails[:addresses], nil)
		require.NoError(t, err)
		require.Equal(t, emails[:addresses], access.WithoutAccess)
		require.Len(t, s.server.Exchanges(), requests)
	}
	require.NoError(t, s.client.Users.Invite(t.Context(), emails[:100]))
	require.ErrorIs(t, s.client.Users.Invite(t.Context(), emails), confluence.ErrInvalid)
	require.Equal(t, emails[:100], s.server.Invited())
}

func TestSearch(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	found, err := confluence.Collect(s.client.Users.AllSearch(t.Context(), `user.fullname ~ "ada"`, nil))
	require.NoError(t, err)
	require.Len(t, found, 1)
	require.Equal(t, awkward, found[0].User.AccountID)
	s.server.AddUser(cloudtest.User{Name: `Back\slash "Quote" Example`})
	found, err = confluence.Collect(s.client.Users.AllSearch(t.Context(), "user.fullname ~ "+cloud.QuoteCQL(`k\s`), nil))
	require.NoError(t, err)
	require.Len(t, found, 1)
	require.Equal(t, `"\"Quote\" \\"`, cloud.QuoteCQL(`"Quote" \`))
	_, err = s.client.Users.Search(t.Context(), "not a query", nil)
	require.ErrorIs(t, err, confluence.ErrBadRequest)
}

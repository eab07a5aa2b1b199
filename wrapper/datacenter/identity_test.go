package datacenter_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
)

func TestIdentity(t *testing.T) {
	t.Parallel()
	require.Equal(t, "nobody", datacenter.Identity{}.String())
	require.Equal(t, "the caller", datacenter.Caller().String())
	require.Equal(t, "user jane", fmt.Sprint(datacenter.Username("jane")))
	require.Equal(t, "user with key 8a7f", fmt.Sprint(datacenter.UserKey("8a7f")))
	key, ok := datacenter.UserKey("8a7f").UserKey()
	require.True(t, ok)
	require.Equal(t, "8a7f", key)
	_, ok = datacenter.UserKey("8a7f").Username()
	require.False(t, ok)
	name, ok := datacenter.Username("jane").Username()
	require.True(t, ok)
	require.Equal(t, "jane", name)
	_, ok = datacenter.Username("jane").UserKey()
	require.False(t, ok)
}

func TestIdentityAsText(t *testing.T) {
	t.Parallel()
	for text, who := range map[string]datacenter.Identity{
		"caller":               datacenter.Caller(),
		"username:jane":        datacenter.Username("jane"),
		"username:key:8a7f":    datacenter.Username("key:8a7f"),
		"username:caller":      datacenter.Username("caller"),
		"key:8a7f80815a58ae59": datacenter.UserKey("8a7f80815a58ae59"),
	} {
		encoded, err := json.Marshal(map[string]datacenter.Identity{"who": who})
		require.NoError(t, err)
		require.JSONEq(t, `{"who":"`+text+`"}`, string(encoded))
		var decoded map[string]datacenter.Identity
		require.NoError(t, json.Unmarshal(encoded, &decoded))
		require.Equal(t, who, decoded["who"])
	}
	for _, who := range noIdentities() {
		_, err := who.MarshalText()
		require.ErrorIs(t, err, confluence.ErrInvalid, who)
	}
	for _, text := range []string{"", "jane", "Caller", "caller ", "username:", "key:", "username: jane", "key:a\n", "username:.."} {
		who := datacenter.Username("before")
		require.ErrorIs(t, who.UnmarshalText([]byte(text)), confluence.ErrInvalid, text)
		require.Equal(t, datacenter.Username("before"), who, "it stays what it was")
	}
}

func TestIdentityOfUsers(t *testing.T) {
	t.Parallel()
	require.Equal(t, datacenter.UserKey("8a7f"), datacenter.User{Username: "jane", UserKey: "8a7f"}.Identity())
	require.Equal(t, datacenter.Username("jane"), datacenter.User{Username: "jane"}.Identity())
	require.Equal(t, datacenter.Identity{}, datacenter.User{Type: datacenter.UserAnonymous}.Identity())
	require.Equal(t, datacenter.Username("ann"), datacenter.CreatedUser{Username: "ann"}.Identity())
	require.Equal(t, "Jane Example", datacenter.User{DisplayName: "Jane Example", Username: "jane"}.Name())
	require.Equal(t, "jane", datacenter.User{Username: "jane", UserKey: "8a7f"}.Name())
	require.Equal(t, "8a7f", datacenter.User{UserKey: "8a7f"}.Name())
}

// noIdentities name nobody.
func noIdentities() []datacenter.Identity {
	return []datacenter.Identity{
		{},
		datacenter.User{}.Identity(), datacenter.Username(""), datacenter.UserKey(""),
		datacenter.Username(" "), datacenter.Username(" jane"), datacenter.UserKey("8a7f\n"), datacenter.Username(".."),
	}
}

// byIdentity are all methods that take an Identity.
var byIdentity = map[string]func(context.Context, *datacenter.Client, datacenter.Identity) error{
	"Users.Get": func(ctx context.Context, c *datacenter.Client, who datacenter.Identity) error {
		_, err := c.Users.Get(ctx, who, nil)
		return err
	},
	"Users.CountGroups": func(ctx context.Context, c *datacenter.Client, who datacenter.Identity) error {
		_, err := c.Users.CountGroups(ctx, who)
		return err
	},
	"Users.ListGroups": func(ctx context.Context, c *datacenter.Client, who datacenter.Identity) error {
		_, err := c.Users.ListGroups(ctx, who, nil)
		return err
	},
	"Users.AllGroups": func(ctx context.Context, c *datacenter.Client, who datacenter.Identity) error {
		_, err := confluence.Collect(c.Users.AllGroups(ctx, who, nil))
		return err
	},
	"Groups.IsMember": func(ctx context.Context, c *datacenter.Client, who datacenter.Identity) error {
		_, err := c.Groups.IsMember(ctx, group, who)
		return err
	},
	"Watches.IsWatchingContent": func(ctx context.Context, c *datacenter.Client, who datacenter.Identity) error {
		_, err := c.Watches.IsWatchingContent(ctx, "42", who)
		return err
	},
	"Watches.WatchContent": func(ctx context.Context, c *datacenter.Client, who datacenter.Identity) error {
		return c.Watches.WatchContent(ctx, "42", who)
	},
	"Watches.UnwatchContent": func(ctx context.Context, c *datacenter.Client, who datacenter.Identity) error {
		return c.Watches.UnwatchContent(ctx, "42", who)
	},
	"Watches.IsWatchingSpace": func(ctx context.Context, c *datacenter.Client, who datacenter.Identity) error {
		_, err := c.Watches.IsWatchingSpace(ctx, "DOCS", who, nil)
		return err
	},
	"Watches.WatchSpace": func(ctx context.Context, c *datacenter.Client, who datacenter.Identity) error {
		return c.Watches.WatchSpace(ctx, "DOCS", who, nil)
	},
	"Watches.UnwatchSpace": func(ctx context.Context, c *datacenter.Client, who datacenter.Identity) error {
		return c.Watches.UnwatchSpace(ctx, "DOCS", who, nil)
	},
}

// TestNobodyIsNotTheCaller: an Identity that names nobody is refused before
// anything is sent, by every method that takes one.
func TestNobodyIsNotTheCaller(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for name, call := range byIdentity {
		for _, who := range noIdentities() {
			require.ErrorIs(t, call(t.Context(), s.client, who), confluence.ErrInvalid, "%s of %v", name, who)
		}
	}
	require.Empty(t, s.server.Exchanges())
	require.ElementsMatch(t, methodsThatTake[datacenter.Identity](), keys(byIdentity), "entries in byIdentity, above")
}

// byUsername are all methods that take a user name as text.
var byUsername = map[string]func(context.Context, *datacenter.Client, string) error{
	"Groups.AddMember": func(ctx context.Context, c *datacenter.Client, name string) error {
		return c.Groups.AddMember(ctx, group, name)
	},
	"Groups.RemoveMember": func(ctx context.Context, c *datacenter.Client, name string) error {
		return c.Groups.RemoveMember(ctx, group, name)
	},
	"Groups.SyncMembers": func(ctx context.Context, c *datacenter.Client, name string) error {
		_, err := c.Groups.SyncMembers(ctx, group, []string{"jane", name}, nil)
		return err
	},
	"Groups.ApplySync": func(ctx context.Context, c *datacenter.Client, name string) error {
		_, err := c.Groups.ApplySync(ctx, &datacenter.MemberSync{Group: group, Add: []string{"jane"}, Remove: []string{name}})
		return err
	},
	"Users.UpdateSettings": func(ctx context.Context, c *datacenter.Client, name string) error {
		return c.Users.UpdateSettings(ctx, name, "en_GB")
	},
	"Admin.UpdateUser": func(ctx context.Context, c *datacenter.Client, name string) error {
		return c.Admin.UpdateUser(ctx, name, datacenter.UserUpdate{FullName: "x"})
	},
	"Admin.DeleteUser": func(ctx context.Context, c *datacenter.Client, name string) error {
		_, err := c.Admin.DeleteUser(ctx, name)
		return err
	},
	"Admin.DeleteUserAndWait": func(ctx context.Context, c *datacenter.Client, name string) error {
		_, err := c.Admin.DeleteUserAndWait(ctx, name, nil)
		return err
	},
	"Admin.DisableUser": func(ctx context.Context, c *datacenter.Client, name string) error {
		return c.Admin.DisableUser(ctx, name)
	},
	"Admin.EnableUser": func(ctx context.Context, c *datacenter.Client, name string) error {
		return c.Admin.EnableUser(ctx, name)
	},
	"Admin.ChangePassword": func(ctx context.Context, c *datacenter.Client, name string) error {
		return c.Admin.ChangePassword(ctx, name, datacenter.NewPassword("x"))
	},
}

func TestNoUsernameIsNotTheCaller(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for name, call := range byUsername {
		for _, username := range []string{"", " ", " jane", "jane\t", ".", "..", "a\nb"} {
			require.ErrorIs(t, call(t.Context(), s.client, username), confluence.ErrInvalid, "%s of %q", name, username)
		}
	}
	require.Empty(t, s.server.Exchanges())
}

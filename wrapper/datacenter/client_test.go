package datacenter_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	gen "github.com/confluence-people/go-sdk/gen/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
)

func TestNew(t *testing.T) {
	t.Parallel()
	client, err := datacenter.New("https://confluence.example.com/confluence/", confluence.BearerToken("token"))
	require.NoError(t, err)
	require.Equal(t, "https://confluence.example.com/confluence", client.Conn().BaseURL())
	_, err = datacenter.New("http://confluence.example.com", confluence.BearerToken("token"))
	require.ErrorIs(t, err, confluence.ErrInvalid)
	_, err = datacenter.New("https://confluence.example.com", confluence.Auth{})
	require.ErrorIs(t, err, confluence.ErrInvalid)
}

func TestAPI(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	unknown := "nobody"
	_, err := s.client.API().GetUserWithResponse(t.Context(), &gen.GetUserParams{Username: &unknown})
	var failure *confluence.Error
	require.ErrorAs(t, err, &failure)
	require.Equal(t, "getUser", failure.Operation)
	require.Equal(t, "Not Found", failure.Reason)

	// Generated code makes the update of a user called "disable" of this.
	_, err = s.client.API().DisableUserWithResponse(t.Context(), ".")
	require.Error(t, err)
	_, err = s.client.API().DisableUserWithResponse(t.Context(), "..")
	require.ErrorIs(t, err, confluence.ErrRefused)
}

// input sends one value. The path says where it arrives, with {} in its place, the
// query which parameter holds it, the body which member.
type input struct {
	path, query, body string
	call              func(context.Context, *datacenter.Client, string) error
}

// inputs send one value as each kind of input.
var inputs = map[string]input{
	"user name": {query: "username", call: func(ctx context.Context, c *datacenter.Client, v string) error {
		_, err := c.Users.Get(ctx, datacenter.Username(v), nil)
		return err
	}},
	"user key": {query: "key", call: func(ctx context.Context, c *datacenter.Client, v string) error {
		_, err := c.Users.Get(ctx, datacenter.UserKey(v), nil)
		return err
	}},
	"user name of groups": {query: "username", call: func(ctx context.Context, c *datacenter.Client, v string) error {
		_, err := confluence.Collect(c.Users.AllGroups(ctx, datacenter.Username(v), nil))
		return err
	}},
	"user key of a watch": {query: "key", call: func(ctx context.Context, c *datacenter.Client, v string) error {
		return c.Watches.WatchSpace(ctx, "DOCS", datacenter.UserKey(v), nil)
	}},
	"content id": {path: "/rest/api/user/watch/content/{}", call: func(ctx context.Context, c *datacenter.Client, v string) error {
		return c.Watches.WatchContent(ctx, v, datacenter.Caller())
	}},
	"content id of an unwatch": {path: "/rest/api/user/watch/content/{}", call: func(ctx context.Context, c *datacenter.Client, v string) error {
		return c.Watches.UnwatchContent(ctx, v, datacenter.Caller())
	}},
	"content id of a status": {path: "/rest/api/user/watch/content/{}", call: func(ctx context.Context, c *datacenter.Client, v string) error {
		_, err := c.Watches.IsWatchingContent(ctx, v, datacenter.Caller())
		return err
	}},
	"content id of watchers": {path: "/rest/api/content/{}/watchers", call: func(ctx context.Context, c *datacenter.Client, v string) error {
		_, err := c.Watches.ListContentWatchers(ctx, v, nil)
		return err
	}},
	"space key": {path: "/rest/api/user/watch/space/{}", call: func(ctx context.Context, c *datacenter.Client, v string) error {
		return c.Watches.WatchSpace(ctx, v, datacenter.Caller(), nil)
	}},
	"space key of an unwatch": {path: "/rest/api/user/watch/space/{}", call: func(ctx context.Context, c *datacenter.Client, v string) error {
		return c.Watches.UnwatchSpace(ctx, v, datacenter.Caller(), nil)
	}},
	"space key of a status": {path: "/rest/api/user/watch/space/{}", call: func(ctx context.Context, c *datacenter.Client, v string) error {
		_, err := c.Watches.IsWatchingSpace(ctx, v, datacenter.Caller(), nil)
		return err
	}},
	"space key of watchers": {path: "/rest/api/space/{}/watchers", call: func(ctx context.Context, c *datacenter.Client, v string) error {
		_, err := c.Watches.ListSpaceWatchers(ctx, v, nil)
		return err
	}},
	"group": {query: "groupName", call: func(ctx context.Context, c *datacenter.Client, v string) error {
		_, err := c.Groups.Get(ctx, v, nil)
		return err
	}},
	"group of members": {query: "groupName", call: func(ctx context.Context, c *datacenter.Client, v string) error {
		_, err := c.Groups.ListMembers(ctx, v, nil)
		return err
	}},
	"group of subgroups": {query: "groupName", call: func(ctx context.Context, c *datacenter.Client, v string) error {
		_, err := c.Groups.ListSubgroups(ctx, v, nil)
		return err
	}},
	"group of parents": {query: "groupName", call: func(ctx context.Context, c *datacenter.Client, v string) error {
		_, err := c.Groups.ListParents(ctx, v, nil)
		return err
	}},
	"group of ancestors": {query: "groupName", call: func(ctx context.Context, c *datacenter.Client, v string) error {
		_, err := c.Groups.ListAncestors(ctx, v, nil)
		return err
	}},
	"group to delete": {path: "/rest/api/admin/group/{}", call: func(ctx context.Context, c *datacenter.Client, v string) error {
		return c.Groups.Delete(ctx, v)
	}},
	"group to join": {path: "/rest/api/user/jane/group/{}", call: func(ctx context.Context, c *datacenter.Client, v string) error {
		return c.Groups.AddMember(ctx, v, "jane")
	}},
	"user to join": {path: "/rest/api/user/{}/group/staff", call: func(ctx context.Context, c *datacenter.Client, v string) error {
		return c.Groups.AddMember(ctx, "staff", v)
	}},
	"group to leave": {path: "/rest/api/user/jane/group/{}", call: func(ctx context.Context, c *datacenter.Client, v string) error {
		return c.Groups.RemoveMember(ctx, v, "jane")
	}},
	"group to create": {body: "name", call: func(ctx context.Context, c *datacenter.Client, v string) error {
		_, err := c.Groups.Create(ctx, v)
		return err
	}},
	"user to leave": {path: "/rest/api/user/{}/group/staff", call: func(ctx context.Context, c *datacenter.Client, v string) error {
		return c.Groups.RemoveMember(ctx, "staff", v)
	}},
	"user to update": {path: "/rest/api/admin/user/{}", call: func(ctx context.Context, c *datacenter.Client, v string) error {
		return c.Admin.UpdateUser(ctx, v, datacenter.UserUpdate{FullName: "x"})
	}},
	"user to delete": {path: "/rest/api/admin/user/{}", call: func(ctx context.Context, c *datacenter.Client, v string) error {
		_, err := c.Admin.DeleteUserAndWait(ctx, v, nil)
		return err
	}},
	"user to disable": {path: "/rest/api/admin/user/{}/disable", call: func(ctx context.Context, c *datacenter.Client, v string) error {
		return c.Admin.DisableUser(ctx, v)
	}},
	"user to enable": {path: "/rest/api/admin/user/{}/enable", call: func(ctx context.Context, c *datacenter.Client, v string) error {
		return c.Admin.EnableUser(ctx, v)
	}},
	"user with a new password": {path: "/rest/api/admin/user/{}/password", call: func(ctx context.Context, c *datacenter.Client, v string) error {
		return c.Admin.ChangePassword(ctx, v, datacenter.NewPassword("secret"))
	}},
	"task": {path: "/rest/api/longtask/{}", call: func(ctx context.Context, c *datacenter.Client, v string) error {
		_, err := c.Tasks.Get(ctx, v, nil)
		return err
	}},
}

func TestBadInputIsRefusedBeforeIO(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for name, in := range inputs {
		for _, value := range []string{"", ".", "..", "a\nb", "a\x00b", "\u0085", "\xff"} {
			err := in.call(t.Context(), s.client, value)
			require.ErrorIs(t, err, confluence.ErrInvalid, "%s %q", name, value)
		}
	}
	require.ErrorIs(t, s.client.Users.UpdateSettings(t.Context(), "", "en_GB"), confluence.ErrInvalid)
	require.ErrorIs(t, s.client.Users.UpdateSettings(t.Context(), "jane", ""), confluence.ErrInvalid)
	_, err := s.client.Tasks.Wait(t.Context(), "..", nil)
	require.ErrorIs(t, err, confluence.ErrInvalid)
	_, err = s.client.Tasks.WaitAll(t.Context(), []string{s.task, ".."}, nil)
	require.ErrorIs(t, err, confluence.ErrInvalid)
	require.Empty(t, s.server.Exchanges())
}

// lastRequest keeps what was sent and answers nothing of use.
type lastRequest struct{ sent *http.Request }

func (l *lastRequest) RoundTrip(r *http.Request) (*http.Response, error) {
	l.sent = r
	return &http.Response{StatusCode: http.StatusTeapot, Body: http.NoBody, Header: http.Header{}, Request: r}, nil
}

func TestAwkwardValuesArriveAsTheyAre(t *testing.T) {
	t.Parallel()
	for name, in := range inputs {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, value := range []string{
				"R&D / Ops?x", "a/b?c#d", "jane@example.com", "é", "a%2Fb", "a;b", "a,b", "a+b c", "...", "a=b&c",
				"%2e%2e", "a\\b", `"quoted"`, "日本語", "{x}", "member", "info", "disable",
			} {
				last := &lastRequest{}
				client, err := datacenter.New("https://example.com/confluence", confluence.Anonymous(),
					confluence.WithHTTPClient(&http.Client{Transport: last}))
				require.NoError(t, err)
				var failure *confluence.Error
				require.ErrorAs(t, in.call(t.Context(), client, value), &failure, value)
				require.Equal(t, http.StatusTeapot, failure.StatusCode, value)
				if in.query != "" {
					require.Equal(t, []string{value}, last.sent.URL.Query()[in.query])
					continue
				}
				if in.body != "" {
					var members map[string]any
					require.NoError(t, json.NewDecoder(last.sent.Body).Decode(&members))
					require.Equal(t, value, members[in.body])
					continue
				}
				want := strings.Split("/confluence"+in.path, "/")
				got := strings.Split(last.sent.URL.EscapedPath(), "/")
				require.Len(t, got, len(want), value)
				for i := range want {
					segment, err := url.PathUnescape(got[i])
					require.NoError(t, err)
					require.Equal(t, strings.ReplaceAll(want[i], "{}", value), segment)
				}
			}
		})
	}
}

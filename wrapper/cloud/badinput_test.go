package cloud_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// input sends one value. The path says where it arrives, with {} in its place, the
// query which parameter holds it, the body which member. A value that allows dots
// may be "." and "..".
type input struct {
	path, query, body string
	dots              bool
	call              func(context.Context, *cloud.Client, string) error
}

// inputs send one value as each kind of input.
var inputs = map[string]input{
	"content id of a status": {path: "/wiki/rest/api/user/watch/content/{}", call: func(ctx context.Context, c *cloud.Client, v string) error {
		_, err := c.Watches.IsWatchingContent(ctx, v, cloud.DefaultAccount)
		return err
	}},
	"content id of a watch": {path: "/wiki/rest/api/user/watch/content/{}", call: func(ctx context.Context, c *cloud.Client, v string) error {
		return c.Watches.WatchContent(ctx, v, cloud.DefaultAccount)
	}},
	"content id of an unwatch": {path: "/wiki/rest/api/user/watch/content/{}", call: func(ctx context.Context, c *cloud.Client, v string) error {
		return c.Watches.UnwatchContent(ctx, v, cloud.DefaultAccount)
	}},
	"content id of watchers": {path: "/wiki/rest/api/content/{}/notification/child-created", call: func(ctx context.Context, c *cloud.Client, v string) error {
		_, err := c.Watches.ListContentWatchers(ctx, v, nil)
		return err
	}},
	"content id of watchers of its space": {path: "/wiki/rest/api/content/{}/notification/created", call: func(ctx context.Context, c *cloud.Client, v string) error {
		_, err := c.Watches.ListContentSpaceWatchers(ctx, v, nil)
		return err
	}},
	"space key of a status": {path: "/wiki/rest/api/user/watch/space/{}", call: func(ctx context.Context, c *cloud.Client, v string) error {
		_, err := c.Watches.IsWatchingSpace(ctx, v, cloud.DefaultAccount)
		return err
	}},
	"space key of a watch": {path: "/wiki/rest/api/user/watch/space/{}", call: func(ctx context.Context, c *cloud.Client, v string) error {
		return c.Watches.WatchSpace(ctx, v, cloud.DefaultAccount)
	}},
	"space key of an unwatch": {path: "/wiki/rest/api/user/watch/space/{}", call: func(ctx context.Context, c *cloud.Client, v string) error {
		return c.Watches.UnwatchSpace(ctx, v, cloud.DefaultAccount)
	}},
	"space key of watchers": {path: "/wiki/rest/api/space/{}/watch", call: func(ctx context.Context, c *cloud.Client, v string) error {
		_, err := c.Watches.ListSpaceWatchers(ctx, v, nil)
		return err
	}},
	"label of a status": {path: "/wiki/rest/api/user/watch/label/{}", call: func(ctx context.Context, c *cloud.Client, v string) error {
		_, err := c.Watches.IsWatchingLabel(ctx, v, cloud.DefaultAccount)
		return err
	}},
	"label of a watch": {path: "/wiki/rest/api/user/watch/label/{}", call: func(ctx context.Context, c *cloud.Client, v string) error {
		return c.Watches.WatchLabel(ctx, v, cloud.DefaultAccount)
	}},
	"label of an unwatch": {path: "/wiki/rest/api/user/watch/label/{}", call: func(ctx context.Context, c *cloud.Client, v string) error {
		return c.Watches.UnwatchLabel(ctx, v, cloud.DefaultAccount)
	}},
	"group id": {query: "id", call: func(ctx context.Context, c *cloud.Client, v string) error {
		_, err := c.Groups.Get(ctx, v)
		return err
	}},
	"group id of a removal": {query: "id", call: func(ctx context.Context, c *cloud.Client, v string) error {
		return c.Groups.Delete(ctx, v)
	}},
	"group id of members": {path: "/wiki/rest/api/group/{}/membersByGroupId", call: func(ctx context.Context, c *cloud.Client, v string) error {
		_, err := c.Groups.ListMembers(ctx, v, nil)
		return err
	}},
	"group id of a new member": {query: "groupId", call: func(ctx context.Context, c *cloud.Client, v string) error {
		return c.Groups.AddMember(ctx, v, awkward)
	}},
	"group id of a former member": {query: "groupId", call: func(ctx context.Context, c *cloud.Client, v string) error {
		return c.Groups.RemoveMember(ctx, v, awkward)
	}},
	"task id": {path: "/wiki/rest/api/longtask/{}", call: func(ctx context.Context, c *cloud.Client, v string) error {
		_, err := c.Tasks.Get(ctx, v)
		return err
	}},
	"task id to wait for": {path: "/wiki/rest/api/longtask/{}", call: func(ctx context.Context, c *cloud.Client, v string) error {
		ctx, cancel := context.WithTimeout(ctx, 20*time.Millisecond) // what is not a task is looked at again
		defer cancel()
		_, err := c.Tasks.Wait(ctx, v, nil)
		return err
	}},
	"user id of properties": {path: "/wiki/rest/api/user/{}/property", call: func(ctx context.Context, c *cloud.Client, v string) error {
		_, err := c.ForAccount(v).Properties.List(ctx, v, nil)
		return err
	}},
	"user id of a property": {path: "/wiki/rest/api/user/{}/property/k", call: func(ctx context.Context, c *cloud.Client, v string) error {
		_, err := c.Properties.Get(ctx, v, "k")
		return err
	}},
	"account id": {query: "accountId", call: func(ctx context.Context, c *cloud.Client, v string) error {
		_, err := c.Users.Get(ctx, v, nil)
		return err
	}},
	"account id of groups": {query: "accountId", call: func(ctx context.Context, c *cloud.Client, v string) error {
		_, err := c.Users.ListGroups(ctx, v, nil)
		return err
	}},
	"account id of an address": {query: "accountId", call: func(ctx context.Context, c *cloud.Client, v string) error {
		_, err := c.Users.Email(ctx, v)
		return err
	}},
	"account ids of addresses": {query: "accountId", call: func(ctx context.Context, c *cloud.Client, v string) error {
		_, err := c.Users.Emails(ctx, []string{v}, nil)
		return err
	}},
	"account ids to look up": {body: "accountIds", call: func(ctx context.Context, c *cloud.Client, v string) error {
		_, err := c.Users.Lookup(ctx, []string{v}, nil)
		return err
	}},
	"account ids to look up in v1": {query: "accountId", call: func(ctx context.Context, c *cloud.Client, v string) error {
		_, err := c.Users.LookupV1(ctx, []string{v}, nil)
		return err
	}},
	"account id of a new member": {body: "accountId", call: func(ctx context.Context, c *cloud.Client, v string) error {
		return c.Groups.AddMember(ctx, "g", v)
	}},
	"account id of a former member": {query: "accountId", call: func(ctx context.Context, c *cloud.Client, v string) error {
		return c.Groups.RemoveMember(ctx, "g", v)
	}},
	"account id of a former member, by name": {query: "accountId", call: func(ctx context.Context, c *cloud.Client, v string) error {
		return c.Groups.RemoveMemberByNameDirect(ctx, "g", v)
	}},
	"name of a group to leave": {query: "name", dots: true, call: func(ctx context.Context, c *cloud.Client, v string) error {
		return c.Groups.RemoveMemberByNameDirect(ctx, v, awkward)
	}},
	"name of a new group": {body: "name", dots: true, call: func(ctx context.Context, c *cloud.Client, v string) error {
		_, err := c.Groups.Create(ctx, v)
		return err
	}},
	"name to search for": {query: "query", dots: true, call: func(ctx context.Context, c *cloud.Client, v string) error {
		_, err := c.Groups.Search(ctx, v, nil)
		return err
	}},
	"CQL": {query: "cql", dots: true, call: func(ctx context.Context, c *cloud.Client, v string) error {
		_, err := c.Users.Search(ctx, v, nil)
		return err
	}},
	"address to check": {body: "emails", dots: true, call: func(ctx context.Context, c *cloud.Client, v string) error {
		_, err := c.Users.CheckAccess(ctx, []string{v}, nil)
		return err
	}},
	"address to invite": {body: "emails", dots: true, call: func(ctx context.Context, c *cloud.Client, v string) error {
		return c.Users.Invite(ctx, []string{v})
	}},
	"user id of a new property": {path: "/wiki/rest/api/user/{}/property/k", call: func(ctx context.Context, c *cloud.Client, v string) error {
		return c.Properties.Create(ctx, v, "k", struct{}{})
	}},
	"user id of a changed property": {path: "/wiki/rest/api/user/{}/property/k", call: func(ctx context.Context, c *cloud.Client, v string) error {
		return c.Properties.Update(ctx, v, "k", struct{}{})
	}},
	"user id of a former property": {path: "/wiki/rest/api/user/{}/property/k", call: func(ctx context.Context, c *cloud.Client, v string) error {
		return c.Properties.Delete(ctx, v, "k")
	}},
	"account id of a watch": {query: "accountId", call: func(ctx context.Context, c *cloud.Client, v string) error {
		return c.Watches.WatchSpace(ctx, "DOCS", v)
	}},
}

func TestBadInputIsRefusedBeforeIO(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for name, in := range inputs {
		for _, value := range []string{"", ".", "..", "a\nb", "a\x00b", "\u0085", "\xff"} {
			if in.dots && strings.HasPrefix(value, ".") {
				continue
			}
			err := in.call(t.Context(), s.client, value)
			require.ErrorIs(t, err, confluence.ErrInvalid, "%s %q", name, value)
		}
	}
	for _, key := range []string{"", ".", "..", "a b", "a/b", "é", "a\n", "a.b"} {
		require.ErrorIs(t, s.client.Properties.Set(t.Context(), awkward, key, struct{}{}), confluence.ErrInvalid)
		require.ErrorIs(t, s.client.Properties.Create(t.Context(), awkward, key, struct{}{}), confluence.ErrInvalid)
		require.ErrorIs(t, s.client.Properties.Update(t.Context(), awkward, key, struct{}{}), confluence.ErrInvalid)
		require.ErrorIs(t, s.client.Properties.Delete(t.Context(), awkward, key), confluence.ErrInvalid)
		_, err := s.client.Properties.Get(t.Context(), awkward, key)
		require.ErrorIs(t, err, confluence.ErrInvalid)
	}
	require.Empty(t, s.server.Exchanges())
}

// lastRequest keeps what was sent and answers nothing of use.
type lastRequest struct{ sent *http.Request }

func (l *lastRequest) RoundTrip(r *http.Request) (*http.Response, error) {
	l.sent = r
	return canned{status: http.StatusTeapot}.RoundTrip(r)
}

func TestAwkwardValuesArriveAsTheyAre(t *testing.T) {
	t.Parallel()
	for name, in := range inputs {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) { // Wait waits
				for _, value := range []string{
					"R&D / Ops?x", "a/b?c#d", awkward, "é", "a%2Fb", "a;b", "a,b", "a+b c", "...", "~ada", "a=b&c",
					"%2e%2e", "a\\b", `"quoted"`, "日本語", "{x}",
				} {
					last := &lastRequest{}
					client, err := cloud.New("https://example.com/ex/confluence/1", confluence.Anonymous(),
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
						require.Contains(t, []any{value, []any{value}}, members[in.body])
						continue
					}
					// The server sees the segments of the escaped path.
					want := strings.Split("/ex/confluence/1"+in.path, "/")
					got := strings.Split(last.sent.URL.EscapedPath(), "/")
					require.Len(t, got, len(want), value)
					for i := range want {
						segment, err := url.PathUnescape(got[i])
						require.NoError(t, err)
						require.Equal(t, strings.ReplaceAll(want[i], "{}", value), segment)
					}
				}
			})
		})
	}
}

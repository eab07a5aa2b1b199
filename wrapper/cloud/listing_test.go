package cloud_test

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"math"
	"reflect"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/api"
	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/testing/contracttest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testing/faulttest"
)

// rows walks a listing of any type and names its rows.
func rows[T any](seq iter.Seq2[T, error], name func(T) string) ([]string, error) {
	items, err := confluence.Collect(seq)
	names := make([]string, len(items))
	for i, item := range items {
		names[i] = name(item)
	}
	return names, err
}

// listings walks every listing from a start with a page size.
var listings = map[string]func(context.Context, scene, paging.Window) ([]string, error){
	"Users.AllGroups": func(ctx context.Context, s scene, o paging.Window) ([]string, error) {
		return rows(s.client.Users.AllGroups(ctx, awkward, &cloud.UserGroupListOptions{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}), func(g cloud.Group) string { return g.Name })
	},
	"Users.AllSearch": func(ctx context.Context, s scene, o paging.Window) ([]string, error) {
		return rows(s.client.Users.AllSearch(ctx, "type = user", &cloud.UserSearchOptions{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}),
			func(h cloud.UserHit) string { return h.AccountID })
	},
	"Groups.All": func(ctx context.Context, s scene, o paging.Window) ([]string, error) {
		return rows(s.client.Groups.All(ctx, &cloud.GroupListOptions{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}), func(g cloud.Group) string { return g.Name })
	},
	"Groups.AllSearch": func(ctx context.Context, s scene, o paging.Window) ([]string, error) {
		return rows(s.client.Groups.AllSearch(ctx, "team", &cloud.GroupSearchOptions{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}),
			func(g cloud.Group) string { return g.Name })
	},
	"Groups.AllMembers": func(ctx context.Context, s scene, o paging.Window) ([]string, error) {
		return rows(s.client.Groups.AllMembers(ctx, s.group, &cloud.MemberListOptions{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}),
			func(u cloud.User) string { return u.AccountID })
	},
	"Watches.AllContentWatchers": func(ctx context.Context, s scene, o paging.Window) ([]string, error) {
		return rows(s.client.Watches.AllContentWatchers(ctx, s.page, &cloud.WatcherListOptions{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}), func(w cloud.Watch) string { return w.Watcher.AccountID })
	},
	"Watches.AllContentSpaceWatchers": func(ctx context.Context, s scene, o paging.Window) ([]string, error) {
		return rows(s.client.Watches.AllContentSpaceWatchers(ctx, s.page, &cloud.WatcherListOptions{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}),
			func(w cloud.SpaceWatch) string { return w.Watcher.AccountID })
	},
	"Watches.AllSpaceWatchers": func(ctx context.Context, s scene, o paging.Window) ([]string, error) {
		return rows(s.client.Watches.AllSpaceWatchers(ctx, "DOCS", &cloud.WatcherListOptions{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}), func(w cloud.SpaceWatch) string { return w.Watcher.AccountID })
	},
	"Properties.All": func(ctx context.Context, s scene, o paging.Window) ([]string, error) {
		return rows(s.client.Properties.All(ctx, awkward, &cloud.PropertyListOptions{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}), func(key string) string { return key })
	},
	"Tasks.All": func(ctx context.Context, s scene, o paging.Window) ([]string, error) {
		return rows(s.client.Tasks.All(ctx, &cloud.TaskListOptions{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}), func(t confluence.Task) string { return t.ID })
	},
}

// newCrowd is a scene in which every listing has exactly n rows.
func newCrowd(t *testing.T, n int) scene {
	t.Helper()
	server := cloudtest.Start(t)
	people := []string{server.AdminID(), server.AddUser(cloudtest.User{AccountID: awkward, Name: "Ada Example"})}
	for i := len(people); i < n; i++ {
		people = append(people, server.AddUser(cloudtest.User{Name: fmt.Sprintf("Person %03d", i)}))
	}
	s := scene{server: server, client: server.Client()}
	server.AddSpace("DOCS", "Documentation")
	s.page = server.AddPage("DOCS", "Welcome", people[0])
	for _, id := range people {
		server.WatchPage(id, s.page)
		server.WatchSpace(id, "DOCS")
	}
	s.group = server.AddGroup("team 000", people...)
	for i := range n {
		if i > 0 {
			server.AddGroup(fmt.Sprintf("team %03d", i), awkward)
		}
		require.NoError(t, server.SetProperty(awkward, fmt.Sprintf("key-%03d", i), map[string]int{"n": i}))
		server.AddTask(confluencetest.Task{Name: "task", Duration: time.Minute})
	}
	return s
}

// listing is one of listings on the server of a scene.
func (s scene) listing(walk func(context.Context, scene, paging.Window) ([]string, error)) faulttest.Listing {
	return faulttest.Listing{
		Server: s.server, Shorten: s.server.CapPages, All: 25,
		Walk: func(ctx context.Context, o paging.Window) ([]string, error) { return walk(ctx, s, o) },
	}
}

// TestListingsLoseNothing walks every listing with a service that shortens its
// pages in silence, and compares with one that does not.
func TestListingsLoseNothing(t *testing.T) {
	t.Parallel()
	const n = 23
	for name, walk := range listings {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newCrowd(t, n)
			require.Len(t, faulttest.RequireEveryRow(t, s.listing(walk)), n)
		})
	}
}

func TestListingsCheckTheirWindow(t *testing.T) {
	t.Parallel()
	for name, walk := range listings {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScene(t)
			bad := []paging.Window{{Start: -1}, {Limit: -1}, {Ahead: -1}, {Ahead: 101}}
			if strconv.IntSize > 32 { // elsewhere no int is too large
				bad = append(bad, paging.Window{Start: math.MaxInt}, paging.Window{Limit: math.MaxInt})
			}
			for _, o := range bad {
				_, err := walk(t.Context(), s, o)
				require.ErrorIs(t, err, confluence.ErrInvalid)
			}
			require.Empty(t, s.server.Exchanges())
		})
	}
}

// TestEveryListingIsWalked: each operation that lists in pages is, by a method
// of listings.
func TestEveryListingIsWalked(t *testing.T) {
	t.Parallel()
	contracttest.RequireWalkers(t, reflect.TypeFor[cloud.Client](), slices.Collect(maps.Keys(listings)))
	s := newCrowd(t, 7)
	for name, walk := range listings {
		_, err := walk(t.Context(), s, paging.Window{Limit: 3})
		require.NoError(t, err, name)
	}
	contracttest.RequireWalks(t, contracttest.Operations(t, api.Cloud()), s.server.Exchanges())
}

// TestOptionsAreCopied changes the options of a walk while it goes on.
func TestOptionsAreCopied(t *testing.T) {
	t.Parallel()
	s := newCrowd(t, 6)
	opts := &cloud.MemberListOptions{Limit: 2, Expand: []string{cloud.ExpandOperations}}
	seq := s.client.Groups.AllMembers(t.Context(), s.group, opts)
	opts.Start = 5
	opts.Expand[0] = cloud.ExpandPersonalSpace
	for range 2 { // a second range begins where the first did
		members, err := confluence.Collect(seq)
		require.NoError(t, err)
		require.Len(t, members, 6)
		require.NotEmpty(t, members[0].Operations)
		require.Nil(t, members[0].PersonalSpace)
	}
}

func TestMembersOfAnUnknownGroup(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	members, err := confluence.Collect(s.client.Groups.AllMembers(t.Context(), "no-such-group", nil))
	require.NoError(t, err)
	require.Empty(t, members)
	require.Len(t, s.server.Exchanges(), 2, "one look further, where the empty page says there is more")
}

func TestTotals(t *testing.T) {
	t.Parallel()
	s := newCrowd(t, 7)
	page, err := s.client.Groups.ListMembers(t.Context(), s.group, &cloud.MemberListOptions{
		Limit: 2, Count: true,
	})
	require.NoError(t, err)
	require.NotNil(t, page.Count)
	require.Equal(t, 7, *page.Count)
	require.Len(t, page.Items, 2)
	require.True(t, page.More)
	next, err := page.Next(t.Context())
	require.NoError(t, err)
	require.Equal(t, 2, next.Start)
	require.Equal(t, 7, *next.Count, "with the options of the first")

	page, err = s.client.Groups.ListMembers(t.Context(), s.group, nil)
	require.NoError(t, err)
	require.Nil(t, page.Count, "nobody asked")
	groups, err := s.client.Users.ListGroups(t.Context(), awkward, nil)
	require.NoError(t, err)
	require.Nil(t, groups.Count, "the service sends 0 there")
	hits, err := s.client.Users.Search(t.Context(), "type = user", nil)
	require.NoError(t, err)
	require.Equal(t, 7, *hits.Count)
}

// TestRowsThatAreNull are left out, and counted for offsets.
func TestRowsThatAreNull(t *testing.T) {
	t.Parallel()
	client := newCanned(t, canned{
		status: 200, contentType: "application/json",
		body: `{"results":[null,{"type":"known","accountId":"a"},null],"start":0,"limit":200,"size":3,"_links":{}}`,
	})
	page, err := client.Groups.ListMembers(t.Context(), "g", nil)
	require.NoError(t, err)
	require.Equal(t, []cloud.User{{AccountID: "a", Type: cloud.UserKnown}}, page.Items)
	members, err := confluence.Collect(client.Groups.AllMembers(t.Context(), "g", nil))
	require.NoError(t, err)
	require.Equal(t, page.Items, members)
}

// TestWalksCheckTheirArguments: on the first step, before any I/O, and once.
func TestWalksCheckTheirArguments(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	name := func(any) string { return "" }
	for what, walk := range map[string]func(bad string) ([]string, error){
		"Users.AllSearch": func(bad string) ([]string, error) {
			return rows(s.client.Users.AllSearch(t.Context(), bad, nil), func(h cloud.UserHit) string { return name(h) })
		},
		"Groups.AllSearch": func(bad string) ([]string, error) {
			return rows(s.client.Groups.AllSearch(t.Context(), bad, nil), func(g cloud.Group) string { return name(g) })
		},
		"Groups.AllMembers": func(bad string) ([]string, error) {
			return rows(s.client.Groups.AllMembers(t.Context(), bad, nil), func(u cloud.User) string { return name(u) })
		},
		"Watches.AllContentWatchers": func(bad string) ([]string, error) {
			return rows(s.client.Watches.AllContentWatchers(t.Context(), bad, &cloud.WatcherListOptions{Ahead: 3}), func(w cloud.Watch) string { return name(w) })
		},
		"Watches.AllContentSpaceWatchers": func(bad string) ([]string, error) {
			return rows(s.client.Watches.AllContentSpaceWatchers(t.Context(), bad, nil), func(w cloud.SpaceWatch) string { return name(w) })
		},
		"Watches.AllSpaceWatchers": func(bad string) ([]string, error) {
			return rows(s.client.Watches.AllSpaceWatchers(t.Context(), bad, nil), func(w cloud.SpaceWatch) string { return name(w) })
		},
	} {
		for _, bad := range []string{"", "a\nb"} {
			got, err := walk(bad)
			require.ErrorIs(t, err, confluence.ErrInvalid, what)
			require.Empty(t, got, what)
		}
	}
	require.Empty(t, s.server.Exchanges())
}

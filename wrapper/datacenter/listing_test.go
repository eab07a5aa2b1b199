package datacenter_test

import (
	"context"
	"fmt"
	"iter"
	"math"
	"reflect"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/api"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
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

func userName(u datacenter.User) string { return u.Username }

// window is where a walk begins, and how.
type window = paging.Window

// listings walks every listing from a start with a page size.
var listings = map[string]func(context.Context, scene, window) ([]string, error){
	"Users.All": func(ctx context.Context, s scene, o window) ([]string, error) {
		return rows(s.client.Users.All(ctx, &datacenter.UserListOptions{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}), userName)
	},
	"Users.AllActive": func(ctx context.Context, s scene, o window) ([]string, error) {
		return rows(s.client.Users.AllActive(ctx, &datacenter.ActiveUserListOptions{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}), userName)
	},
	"Users.AllGroups": func(ctx context.Context, s scene, o window) ([]string, error) {
		return rows(s.client.Users.AllGroups(ctx, datacenter.Username("user-000"), &datacenter.UserGroupListOptions{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}), groupName)
	},
	"Groups.All": func(ctx context.Context, s scene, o window) ([]string, error) {
		return rows(s.client.Groups.All(ctx, &datacenter.GroupListOptions{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}), groupName)
	},
	"Groups.AllMembers": func(ctx context.Context, s scene, o window) ([]string, error) {
		return rows(s.client.Groups.AllMembers(ctx, "group-000", &datacenter.MemberListOptions{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}), userName)
	},
	"Groups.AllSubgroups": func(ctx context.Context, s scene, o window) ([]string, error) {
		return rows(s.client.Groups.AllSubgroups(ctx, "group-000", &datacenter.SubgroupListOptions{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}), groupName)
	},
	"Groups.AllParents": func(ctx context.Context, s scene, o window) ([]string, error) {
		return rows(s.client.Groups.AllParents(ctx, "group-001", &datacenter.ParentListOptions{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}), groupName)
	},
	"Groups.AllAncestors": func(ctx context.Context, s scene, o window) ([]string, error) {
		return rows(s.client.Groups.AllAncestors(ctx, "group-001", &datacenter.AncestorListOptions{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}), groupName)
	},
	"Watches.AllContentWatchers": func(ctx context.Context, s scene, o window) ([]string, error) {
		return rows(s.client.Watches.AllContentWatchers(ctx, s.page, &datacenter.WatcherListOptions{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}), userName)
	},
	"Watches.AllSpaceWatchers": func(ctx context.Context, s scene, o window) ([]string, error) {
		return rows(s.client.Watches.AllSpaceWatchers(ctx, "DOCS", &datacenter.WatcherListOptions{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}), userName)
	},
	"Tasks.All": func(ctx context.Context, s scene, o window) ([]string, error) {
		return rows(s.client.Tasks.All(ctx, &datacenter.TaskListOptions{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}), func(t confluence.Task) string { return t.ID })
	},
}

// newCrowd is a scene in which every listing has at least n rows.
func newCrowd(t *testing.T, n int) scene {
	t.Helper()
	server := datacentertest.Start(t)
	s := scene{server: server, client: server.Client()}
	var people []string
	for i := range n {
		name := fmt.Sprintf("user-%03d", i)
		server.AddUser(datacentertest.User{Username: name, FullName: name, Email: name + "@example.com"})
		people = append(people, name)
	}
	server.AddSpace("DOCS", "Documentation")
	s.page = server.AddPage("DOCS", "Welcome", people[0])
	server.AddGroup("group-000", people...)
	server.AddGroup("group-001")
	server.NestGroup("group-000", "group-001")
	for i, name := range people {
		server.WatchPage(name, s.page)
		server.WatchSpace(name, "DOCS")
		above, below := fmt.Sprintf("above-%03d", i), fmt.Sprintf("below-%03d", i)
		server.AddGroup(above, people[0])
		server.AddGroup(below)
		server.NestGroup(above, "group-001")
		server.NestGroup("group-000", below)
		server.AddTask(confluencetest.Task{Name: "task", Duration: time.Minute})
	}
	return s
}

// listing is one of listings on the server of a scene.
func (s scene) listing(walk func(context.Context, scene, window) ([]string, error)) faulttest.Listing {
	return faulttest.Listing{
		Server: s.server, Shorten: s.server.CapPages, All: 200,
		Walk: func(ctx context.Context, o window) ([]string, error) { return walk(ctx, s, o) },
	}
}

// TestListingsLoseNothing walks every listing of an instance that caps its pages
// in silence, and compares with one that does not.
func TestListingsLoseNothing(t *testing.T) {
	t.Parallel()
	const n = 23
	for name, walk := range listings {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newCrowd(t, n)
			require.GreaterOrEqual(t, len(faulttest.RequireEveryRow(t, s.listing(walk))), n)
		})
	}
}

func TestListingsCheckTheirWindow(t *testing.T) {
	t.Parallel()
	for name, walk := range listings {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScene(t)
			bad := []window{{Start: -1}, {Limit: -1}, {Ahead: -1}, {Ahead: 101}}
			if strconv.IntSize > 32 { // elsewhere no int is too large
				bad = append(bad, window{Start: math.MaxInt}, window{Limit: math.MaxInt})
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
	contracttest.RequireWalkers(t, reflect.TypeFor[datacenter.Client](), keys(listings))
	var requests []confluencetest.Exchange
	for _, version := range []string{"10.2", "10.0"} { // groups by query, and by path
		s := newCrowd(t, 7)
		s.server.SetVersion(version)
		for name, walk := range listings {
			_, err := walk(t.Context(), s, window{Limit: 3})
			require.NoError(t, err, name)
		}
		requests = append(requests, s.server.Exchanges()...)
	}
	contracttest.RequireWalks(t, contracttest.Operations(t, api.Datacenter()), requests)
}

// TestCounts: a count that is not sent is not a count of none.
func TestCounts(t *testing.T) {
	t.Parallel()
	none, three := 0, 3
	for count, want := range map[string]*int{``: nil, `,"totalCount":null`: nil, `,"totalCount":0`: &none, `,"totalCount":3`: &three} {
		page, err := newCanned(t, canned{200, `{"results":[],"start":0,"limit":200` + count + `}`}).Groups.List(t.Context(), nil)
		require.NoError(t, err)
		require.Equal(t, want, page.Count, count)
	}
}

// TestWalksShareNothingWithTheCaller: options that change after the call, or
// during a walk, change nothing.
func TestWalksShareNothingWithTheCaller(t *testing.T) {
	t.Parallel()
	s := newCrowd(t, 3)
	opts := &datacenter.UserListOptions{Limit: 1, Expand: []string{"status"}}
	walk := s.client.Users.All(t.Context(), opts)
	opts.Expand[0], opts.Limit = "nothing", -1
	for range 2 {
		users, err := confluence.Collect(walk)
		require.NoError(t, err)
		require.Len(t, users, 4)
		for _, user := range users {
			require.Equal(t, datacenter.StatusCurrent, user.Status)
		}
	}
}

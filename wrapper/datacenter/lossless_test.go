package datacenter_test

import (
	"context"
	"fmt"
	"iter"
	"net/http"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testing/walktest"
)

// walked are the listings of an instance that walks are tried on. Rows are users
// or groups of that name.
type walked struct {
	server *datacentertest.Server
	admin  *datacenter.Client
	opened atomic.Int32
}

func newWalked(tb testing.TB) walktest.Site {
	tb.Helper()
	w := &walked{server: datacentertest.Start(tb)}
	w.admin = w.server.Client()
	for i := range 1000 { // more than any case has
		w.server.AddUser(datacentertest.User{Username: walktest.Row(i), FullName: "Somebody"})
		w.server.AddGroup(walktest.Row(i))
	}
	return walktest.Site{
		Transport: w.server.HTTPClient().Transport, CapPages: w.server.CapPages,
		Listings: map[string]func([]string) walktest.Listing{
			"Groups.AllMembers": w.members, "Users.AllGroups": w.memberships,
			"Watches.AllContentWatchers": w.contentWatchers, "Watches.AllSpaceWatchers": w.spaceWatchers,
		},
	}
}

// fresh is a name that nothing has.
func (w *walked) fresh() string {
	w.server.ForgetExchanges()
	return fmt.Sprintf("fresh-%d", w.opened.Add(1))
}

// client is one that sends its requests through a transport.
func (w *walked) client(through http.RoundTripper) *datacenter.Client {
	client, err := w.admin.With(confluence.WithTransport(through))
	if err != nil {
		panic(err) // the option is a good one
	}
	return client
}

func (w *walked) members(rows []string) walktest.Listing {
	group, ctx := w.fresh(), context.Background()
	w.server.AddGroup(group, rows...)
	return walktest.Listing{
		Add:    func(row string) error { return w.admin.Groups.AddMember(ctx, group, row) },
		Remove: func(row string) error { return w.admin.Groups.RemoveMember(ctx, group, row) },
		Walk: func(ctx context.Context, through http.RoundTripper, o window) iter.Seq2[string, error] {
			return walktest.Named(w.client(through).Groups.AllMembers(ctx, group, &datacenter.MemberListOptions{
				Start: o.Start, Limit: o.Limit, Ahead: o.Ahead,
			}), userName)
		},
	}
}

func (w *walked) memberships(rows []string) walktest.Listing {
	who, ctx := w.fresh(), context.Background()
	w.server.AddUser(datacentertest.User{Username: who})
	for _, row := range rows {
		w.server.AddGroup(row, who)
	}
	return walktest.Listing{
		Ordered: true,
		Add:     func(row string) error { return w.admin.Groups.AddMember(ctx, row, who) },
		Remove:  func(row string) error { return w.admin.Groups.RemoveMember(ctx, row, who) },
		Walk: func(ctx context.Context, through http.RoundTripper, o window) iter.Seq2[string, error] {
			return walktest.Named(w.client(through).Users.AllGroups(ctx, datacenter.Username(who), &datacenter.UserGroupListOptions{
				Start: o.Start, Limit: o.Limit, Ahead: o.Ahead,
			}), groupName)
		},
	}
}

func (w *walked) contentWatchers(rows []string) walktest.Listing {
	page, ctx := w.server.AddPage("DOCS", w.fresh(), ""), context.Background()
	for _, row := range rows {
		w.server.WatchPage(row, page)
	}
	return walktest.Listing{
		Add:    func(row string) error { return w.admin.Watches.WatchContent(ctx, page, datacenter.Username(row)) },
		Remove: func(row string) error { return w.admin.Watches.UnwatchContent(ctx, page, datacenter.Username(row)) },
		Walk: func(ctx context.Context, through http.RoundTripper, o window) iter.Seq2[string, error] {
			return walktest.Named(w.client(through).Watches.AllContentWatchers(ctx, page, &datacenter.WatcherListOptions{
				Start: o.Start, Limit: o.Limit, Ahead: o.Ahead,
			}), userName)
		},
	}
}

func (w *walked) spaceWatchers(rows []string) walktest.Listing {
	space, ctx := w.fresh(), context.Background()
	w.server.AddSpace(space, "Space")
	for _, row := range rows {
		w.server.WatchSpace(row, space)
	}
	return walktest.Listing{
		Add:    func(row string) error { return w.admin.Watches.WatchSpace(ctx, space, datacenter.Username(row), nil) },
		Remove: func(row string) error { return w.admin.Watches.UnwatchSpace(ctx, space, datacenter.Username(row), nil) },
		Walk: func(ctx context.Context, through http.RoundTripper, o window) iter.Seq2[string, error] {
			return walktest.Named(w.client(through).Watches.AllSpaceWatchers(ctx, space, &datacenter.WatcherListOptions{
				Start: o.Start, Limit: o.Limit, Ahead: o.Ahead,
			}), userName)
		},
	}
}

// TestWalksLoseNobody: a row that was there for the whole walk is yielded exactly
// once, or the walk ends with an error, whatever changes meanwhile.
func TestWalksLoseNobody(t *testing.T) {
	t.Parallel()
	site := newWalked(t)
	require.Len(t, site.Listings, 4)
	rapid.Check(t, walktest.Lossless(site))
}

func FuzzWalksLoseNobody(f *testing.F) {
	f.Fuzz(rapid.MakeFuzz(walktest.Lossless(newWalked(f))))
}

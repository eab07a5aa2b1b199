package cloud_test

import (
	"context"
	"fmt"
	"iter"
	"net/http"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/testing/walktest"
)

// walked are the listings of a site that walks are tried on. Rows are accounts,
// groups or keys of that name.
type walked struct {
	server *cloudtest.Server
	admin  *cloud.Client
	opened atomic.Int32
	groups map[string]string // ids by name
}

func newWalked(tb testing.TB) walktest.Site {
	tb.Helper()
	w := &walked{server: cloudtest.Start(tb), groups: map[string]string{}}
	w.admin = w.server.Client()
	for i := range 1000 { // more than any case has
		name := walktest.Row(i)
		w.server.AddUser(cloudtest.User{AccountID: name, Name: "Somebody"})
		w.groups[name] = w.server.AddGroup(name)
	}
	return walktest.Site{
		Transport: w.server.HTTPClient().Transport, CapPages: w.server.CapPages,
		Listings: map[string]func([]string) walktest.Listing{
			"Groups.AllMembers": w.members, "Users.AllGroups": w.memberships,
			"Properties.All": w.properties, "Watches.AllContentWatchers": w.watchers,
		},
	}
}

// fresh is a name that nothing has.
func (w *walked) fresh() string {
	w.server.ForgetExchanges()
	return fmt.Sprintf("fresh-%d", w.opened.Add(1))
}

// client is one that sends its requests through a transport.
func (w *walked) client(through http.RoundTripper) *cloud.Client {
	client, err := w.admin.With(confluence.WithTransport(through))
	if err != nil {
		panic(err) // the option is a good one
	}
	return client
}

func (w *walked) members(rows []string) walktest.Listing {
	group := w.server.AddGroup(w.fresh(), rows...)
	ctx := context.Background()
	return walktest.Listing{
		Add:    func(row string) error { return w.admin.Groups.AddMember(ctx, group, row) },
		Remove: func(row string) error { return w.admin.Groups.RemoveMember(ctx, group, row) },
		Walk: func(ctx context.Context, through http.RoundTripper, o paging.Window) iter.Seq2[string, error] {
			return walktest.Named(w.client(through).Groups.AllMembers(ctx, group, &cloud.MemberListOptions{
				Start: o.Start, Limit: o.Limit, Ahead: o.Ahead,
			}), func(u cloud.User) string { return u.AccountID })
		},
	}
}

func (w *walked) memberships(rows []string) walktest.Listing {
	who := w.server.AddUser(cloudtest.User{AccountID: w.fresh()})
	for _, row := range rows {
		w.server.AddGroup(row, who)
	}
	ctx := context.Background()
	return walktest.Listing{
		Ordered: true,
		Add:     func(row string) error { return w.admin.Groups.AddMember(ctx, w.groups[row], who) },
		Remove:  func(row string) error { return w.admin.Groups.RemoveMember(ctx, w.groups[row], who) },
		Walk: func(ctx context.Context, through http.RoundTripper, o paging.Window) iter.Seq2[string, error] {
			return walktest.Named(w.client(through).Users.AllGroups(ctx, who, &cloud.UserGroupListOptions{
				Start: o.Start, Limit: o.Limit, Ahead: o.Ahead,
			}), func(g cloud.Group) string { return g.Name })
		},
	}
}

func (w *walked) properties(rows []string) walktest.Listing {
	who := w.server.AddUser(cloudtest.User{AccountID: w.fresh()})
	add := func(row string) error { return w.server.SetProperty(who, row, struct{}{}) }
	for _, row := range rows {
		_ = add(row)
	}
	return walktest.Listing{
		Add:    add,
		Remove: func(row string) error { return w.admin.Properties.Delete(context.Background(), who, row) },
		Walk: func(ctx context.Context, through http.RoundTripper, o paging.Window) iter.Seq2[string, error] {
			return w.client(through).Properties.All(ctx, who, &cloud.PropertyListOptions{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead})
		},
	}
}

func (w *walked) watchers(rows []string) walktest.Listing {
	page := w.server.AddPage("DOCS", w.fresh(), "")
	for _, row := range rows {
		w.server.WatchPage(row, page)
	}
	ctx := context.Background()
	return walktest.Listing{
		Add:    func(row string) error { return w.admin.Watches.WatchContent(ctx, page, row) },
		Remove: func(row string) error { return w.admin.Watches.UnwatchContent(ctx, page, row) },
		Walk: func(ctx context.Context, through http.RoundTripper, o paging.Window) iter.Seq2[string, error] {
			return walktest.Named(w.client(through).Watches.AllContentWatchers(ctx, page, &cloud.WatcherListOptions{
				Start: o.Start, Limit: o.Limit, Ahead: o.Ahead,
			}), func(w cloud.Watch) string { return w.Watcher.AccountID })
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

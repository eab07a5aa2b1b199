package main

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// office is a site where old watches one thing of each kind, and knows another
// space that it does not watch.
type office struct {
	*cloudtest.Server

	old, successor, page string
	what                 things
}

func open(t *testing.T) office {
	t.Helper()
	site := cloudtest.Start(t)
	o := office{Server: site}
	o.old = site.AddUser(cloudtest.User{Name: "Ada Example"})
	o.successor = site.AddUser(cloudtest.User{Name: "Bob Example"})
	site.AddSpace("DOCS", "Documentation")
	site.AddSpace("OPS", "Operations")
	o.page = site.AddPage("OPS", "On call", site.AdminID(), "howto")
	site.WatchSpace(o.old, "DOCS")
	site.WatchPage(o.old, o.page)
	site.WatchLabel(o.old, "howto")
	o.what = things{spaces: []string{"DOCS", "OPS"}, pages: []string{o.page}, labels: []string{"howto"}}
	return o
}

// watched is what an account watches: the space, the page, the label.
func (o office) watched(accountID string) [3]bool {
	return [3]bool{o.IsWatchingSpace(accountID, "DOCS"), o.IsWatchingPage(accountID, o.page), o.IsWatchingLabel(accountID, "howto")}
}

// requireMoved: the successor watches what the old account did, and nothing else.
func (o office) requireMoved(t *testing.T) {
	t.Helper()
	require.Equal(t, [3]bool{true, true, true}, o.watched(o.successor))
	require.Equal(t, [3]bool{}, o.watched(o.old))
	require.False(t, o.IsWatchingSpace(o.successor, "OPS"))
}

func (o office) move(ctx context.Context) (result, error) {
	return move(ctx, o.Client(), o.old, o.successor, o.what)
}

func TestMove(t *testing.T) {
	t.Parallel()
	o := open(t)

	res, err := o.move(t.Context())
	require.NoError(t, err)
	require.Equal(t, result{moved: []string{"space DOCS", "page " + o.page, "label howto"}}, res)
	o.requireMoved(t)

	res, err = o.move(t.Context())
	require.NoError(t, err)
	require.Empty(t, res)
	o.requireMoved(t)
}

func TestSameAccount(t *testing.T) {
	t.Parallel()
	o := open(t)
	client := o.Client().ForAccount(o.old)

	for _, alias := range []string{o.old, cloud.DefaultAccount} {
		_, err := move(t.Context(), client, o.old, alias, o.what)
		require.ErrorContains(t, err, "the same")
	}
	_, err := move(t.Context(), client, o.old, "", o.what)
	require.ErrorIs(t, err, confluence.ErrInvalid)
	require.Equal(t, [3]bool{true, true, true}, o.watched(o.old))
}

// TestFaults: whatever fails in the middle, everything is watched by one of the
// two at least, and another run ends it.
func TestFaults(t *testing.T) {
	t.Parallel()
	faults := map[string]confluencetest.Fault{
		"refused":           confluencetest.Respond(http.StatusForbidden, "", ""),
		"failed":            confluencetest.Respond(http.StatusInternalServerError, "", ""),
		"lost response":     confluencetest.Lost(http.StatusGatewayTimeout),
		"broken":            confluencetest.Reset(),
		"broken afterwards": confluencetest.ResetAfter(),
		"busy":              confluencetest.RetryLater(http.StatusTooManyRequests, "3600"), // nobody waits for an hour
	}
	operations := []string{
		"getUser", "isWatchingSpace", "addSpaceWatcher", "removeSpaceWatch",
		"getContentWatchStatus", "addContentWatcher", "removeContentWatcher",
		"isWatchingLabel", "addLabelWatcher", "removeLabelWatcher",
	}
	for name, fault := range faults {
		for _, operation := range operations {
			t.Run(name+"/"+operation, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					o := open(t)
					o.Inject(operation, 0, fault)

					_, err := o.move(t.Context())
					old, successor := o.watched(o.old), o.watched(o.successor)
					for i := range old {
						require.True(t, old[i] || successor[i])
					}

					o.Heal()
					if err == nil { // the client saw to it by itself
						o.requireMoved(t)
					}
					_, err = o.move(t.Context())
					require.NoError(t, err)
					o.requireMoved(t)
				})
			})
		}
	}
}

// TestLostOnce: one lost response on the way changes nothing.
func TestLostOnce(t *testing.T) {
	t.Parallel()
	for _, operation := range []string{"addContentWatcher", "removeContentWatcher"} {
		t.Run(operation, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				o := open(t)
				o.Inject(operation, 1, confluencetest.Lost(http.StatusBadGateway))

				res, err := o.move(t.Context())
				require.NoError(t, err)
				require.Len(t, res.moved, 3)
				o.requireMoved(t)
			})
		})
	}
}

// TestSlowedDown: the service asks to wait, and the client does.
func TestSlowedDown(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := open(t)
		o.Inject("addSpaceWatcher", 1, confluencetest.RetryLater(http.StatusTooManyRequests, "20"))
		began := time.Now()

		_, err := o.move(t.Context())
		require.NoError(t, err)
		o.requireMoved(t)
		require.GreaterOrEqual(t, time.Since(began), 20*time.Second)
	})
}

// TestHalf: a watch that the old account cannot end is said to be both's, and
// the watches after it are moved.
func TestHalf(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.Inject("removeSpaceWatch", 1, confluencetest.Respond(http.StatusForbidden, "", ""))

	res, err := o.move(t.Context())
	failure, ok := errors.AsType[*confluence.Error](err)
	require.True(t, ok)
	require.Equal(t, "removeSpaceWatch", failure.Operation)
	require.Equal(t, http.StatusForbidden, failure.StatusCode)
	require.Equal(t, []string{"space DOCS"}, res.both)
	require.Equal(t, []string{"page " + o.page, "label howto"}, res.moved)
}

// TestInterrupted: when the context ends while the client waits, nothing more is
// tried and nothing is lost.
func TestInterrupted(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := open(t)
		o.Inject("removeSpaceWatch", 1, confluencetest.Hang())
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()

		res, err := o.move(ctx)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Equal(t, result{both: []string{"space DOCS"}}, res)
		require.Equal(t, [3]bool{true, true, true}, o.watched(o.old))
	})
}

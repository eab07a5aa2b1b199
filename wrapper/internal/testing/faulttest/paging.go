package faulttest

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
)

// Listing is a listing on a server of its own.
type Listing struct {
	// Server is where the listing is.
	Server interface {
		Inject(operation string, times int, fault confluencetest.Fault)
		Exchanges() []confluencetest.Exchange
	}
	// Shorten makes the server shorten pages in silence.
	Shorten func(n int)
	// Walk walks through the listing and names its rows.
	Walk func(ctx context.Context, o paging.Window) ([]string, error)
	// All is a page size that holds all rows.
	All int
}

// RequireEveryRow walks a listing of more than 20 rows with pages of many sizes,
// which the server shortens at last, one at a time and ahead. It returns the
// rows.
func RequireEveryRow(t *testing.T, l Listing) []string {
	t.Helper()
	want, err := l.Walk(t.Context(), paging.Window{Limit: l.All})
	require.NoError(t, err)
	require.Greater(t, len(want), 20, "the scene of this listing has too few rows, or the listing loses them: %v", want)
	same := func(want []string, o paging.Window) {
		t.Helper()
		got, err := l.Walk(t.Context(), o)
		require.NoError(t, err)
		require.Equal(t, want, got, "%+v", o)
	}
	for _, limit := range []int{0, 1, 4, 5, len(want) - 1, len(want), len(want) + 1} {
		same(want, paging.Window{Limit: limit})
	}
	l.Shorten(4)
	same(want, paging.Window{Limit: 10})
	same(want[20:], paging.Window{Start: 20, Limit: 10})
	for _, o := range []paging.Window{{Limit: 3, Ahead: 4}, {Limit: 10, Ahead: 2}, {Limit: 1, Ahead: 9}, {Ahead: 1}} {
		same(want, o)
	}
	return want
}

// RequirePagingFaults walks a listing whose links and offsets mislead. Each walk
// that counts requests, or meets a fault of a certain request, has a server of
// its own: requests that a walk gave up can reach a server late.
func RequirePagingFaults(t *testing.T, open func(*testing.T) Listing) {
	t.Helper()
	opts := paging.Window{Limit: 3}
	want, err := open(t).Walk(t.Context(), opts)
	require.NoError(t, err)
	require.Greater(t, len(want), 2*opts.Limit)
	for name, fault := range map[string]confluencetest.Fault{
		"endless next": confluencetest.EndlessNext(), "repeated rows": confluencetest.RepeatedRows(),
		"no next": confluencetest.NoNext(),
	} {
		l := open(t)
		l.Server.Inject("", 0, fault)
		sequential, err := l.Walk(t.Context(), opts)
		require.NoError(t, err, name)
		require.Subset(t, sequential, want, name)
		require.LessOrEqual(t, len(l.Server.Exchanges()), len(want)+2, name)
		for _, ahead := range []int{1, 3, 8} {
			got, err := l.Walk(t.Context(), paging.Window{Limit: 3, Ahead: ahead})
			require.NoError(t, err, name)
			require.Equal(t, sequential, got, "%s, %d ahead", name, ahead)
		}
	}
	for _, ahead := range []int{0, 4} {
		requireStalled(t, open(t), ahead, want)
		l := open(t)
		l.Server.Inject("", 1, confluencetest.Delay(0)) // the first page arrives
		l.Server.Inject("", 0, confluencetest.Respond(500, "", ""))
		got, err := l.Walk(t.Context(), paging.Window{Limit: 3, Ahead: ahead})
		var failure *confluence.Error
		require.ErrorAs(t, err, &failure)
		require.Equal(t, 500, failure.StatusCode)
		require.Equal(t, want[:3], got)
	}
}

// requireStalled walks a listing that repeats its first page.
func requireStalled(t *testing.T, l Listing, ahead int, want []string) {
	t.Helper()
	l.Server.Inject("", 0, confluencetest.StuckPage())
	got, err := l.Walk(t.Context(), paging.Window{Limit: 3, Ahead: ahead})
	require.ErrorIs(t, err, confluence.ErrStalled)
	require.Equal(t, want[:3], got, "what came before the error is kept")
	if ahead == 0 {
		require.Len(t, l.Server.Exchanges(), 2)
	} else {
		require.LessOrEqual(t, len(l.Server.Exchanges()), 1+ahead)
	}
}

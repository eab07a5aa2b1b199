package audit_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/audit"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/output"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/roster"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// deaf hears nothing.
type deaf struct{}

func (deaf) Begin(string, int)  {}
func (deaf) Advance(int)        {}
func (deaf) End()               {}
func (deaf) Say(string, ...any) {}
func (deaf) Wrong(error)        {}

// endless is a site whose groups all have the same members, made as they are read.
type endless struct {
	site.Site

	members int
	watch   func(n int)
	seen    int
	stop    int
}

func (e *endless) Product() string { return site.CloudProduct }

func (e *endless) Subgroups(context.Context, string) iter.Seq2[site.Group, error] {
	return func(func(site.Group, error) bool) {}
}

func (e *endless) Members(context.Context, string) iter.Seq2[site.Person, error] {
	return func(yield func(site.Person, error) bool) {
		for i := range e.members {
			e.seen++
			if e.watch != nil {
				e.watch(e.seen)
			}
			if e.seen == e.stop {
				yield(site.Person{}, context.Canceled)
				return
			}
			if !yield(site.Person{ID: fmt.Sprint("id-", i), Name: fmt.Sprint("Person ", i), Email: fmt.Sprint(i, "@example.com")}, nil) {
				return
			}
		}
	}
}

func (e *endless) Do(context.Context, plan.Step, func(string)) error { return errors.ErrUnsupported }

// TestMemoryIsFlat: 200 groups of 5,000 are read and written with the memory of
// one page and of who was seen.
func TestMemoryIsFlat(t *testing.T) { //nolint:paralleltest // it measures memory
	on := &endless{members: 5000}
	var most uint64
	on.watch = func(n int) {
		if n%200_000 == 0 {
			most = max(most, heap())
		}
	}
	var groups []site.Group
	for i := range 200 {
		groups = append(groups, site.Group{ID: strconv.Itoa(i), Name: fmt.Sprint("group ", i)})
	}
	before := heap()
	made, err := audit.Open(on, filepath.Join(t.TempDir(), "journal"), audit.Heading{}, deaf{})
	require.NoError(t, err)
	require.NoError(t, made.Read(t.Context(), groups))
	to := output.New("csv", io.Discard)
	sum, err := made.Write(to)
	require.NoError(t, errors.Join(err, to.Close(), made.Close()))
	require.Equal(t, audit.Summary{Groups: 200, Memberships: 1_000_000, People: 5000}, sum)
	most = max(most, heap())
	require.Less(t, most-min(before, most), uint64(4<<20))
}

func heap() uint64 {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}

// TestTornAnywhere: whatever the file is cut off at, the audit is complete when it
// was taken up.
func TestTornAnywhere(t *testing.T) {
	t.Parallel()
	groups := []site.Group{{ID: "a", Name: "a"}, {ID: "b", Name: "b"}, {ID: "c", Name: "c"}}
	path := filepath.Join(t.TempDir(), "journal")
	made, err := audit.Open(&endless{members: 2}, path, audit.Heading{Site: "s"}, deaf{})
	require.NoError(t, err)
	require.NoError(t, made.Read(t.Context(), groups))
	require.NoError(t, made.Close())
	whole, err := os.ReadFile(path)
	require.NoError(t, err)
	for size := range len(whole) + 1 {
		require.NoError(t, os.WriteFile(path, whole[:size], 0o600))
		on := &endless{members: 2}
		made, err := audit.Open(on, path, audit.Heading{Site: "s"}, deaf{})
		require.NoError(t, err, size)
		require.NoError(t, made.Read(t.Context(), groups))
		sum, err := made.Write(output.New("csv", io.Discard))
		require.NoError(t, errors.Join(err, made.Close()))
		require.Equal(t, audit.Summary{Groups: 3, Memberships: 6, People: 2}, sum)
		if size == len(whole) {
			require.Zero(t, on.seen)
		}
	}
	_, err = audit.Open(&endless{}, path, audit.Heading{Site: "another"}, deaf{})
	require.ErrorIs(t, err, audit.ErrOther)
}

// TestWithinTheRate: 40 groups of 1,000 are read through a limit of 10 requests a
// second without a request too many.
func TestWithinTheRate(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		on := cloudtest.Start(t)
		var ids []string
		for range 1000 {
			ids = append(ids, on.AddUser(cloudtest.User{}))
		}
		for i := range 40 {
			on.AddGroup(fmt.Sprint("group ", i), ids...)
		}
		on.RateLimit(10)
		s := site.Cloud{Client: on.Client()}
		began := time.Now()
		groups, err := roster.ReadGroups(t.Context(), s)
		require.NoError(t, err)
		made, err := audit.Open(s, filepath.Join(t.TempDir(), "journal"), audit.Heading{}, deaf{})
		require.NoError(t, err)
		require.NoError(t, made.Read(t.Context(), groups.All))
		sum, err := made.Write(output.New("csv", io.Discard))
		require.NoError(t, errors.Join(err, made.Close()))
		require.Equal(t, 40_000, sum.Memberships)
		refused := 0
		for _, e := range on.Exchanges() {
			if e.Status == 429 {
				refused++
			}
		}
		t.Log(time.Since(began), refused, "refused of", len(on.Exchanges()))
		require.Less(t, refused*50, len(on.Exchanges()), "fewer than one in fifty is refused")
	})
}

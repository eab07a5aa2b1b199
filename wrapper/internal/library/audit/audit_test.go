package audit_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/audit"
)

type (
	options    = audit.Options[string]
	checkpoint = confluence.AuditCheckpoint[string]
)

var (
	errNoGroup = errors.New("no group")
	errService = errors.New("the service failed")
)

func memberships(ctx context.Context, m *model, o options) iter.Seq2[string, error] {
	return audit.All(ctx, m.site(), o, func(g, m *string) string { return *g + " " + *m })
}

// TestOrder: rows come group by group, in order, however many are read side by side,
// and in as little time as that takes.
func TestOrder(t *testing.T) {
	t.Parallel()
	for parallel, took := range map[int]time.Duration{0: 16 * time.Second, 1: 104 * time.Second, 3: 37 * time.Second, 100: 5 * time.Second} {
		synctest.Test(t, func(t *testing.T) {
			m := newModel(10, slices.Repeat([]int{9, 0, 5}, 34)...)
			m.page, m.took = 60, time.Second
			for _, metered := range []bool{false, true} {
				began := time.Now()
				got, err := confluence.Collect(memberships(t.Context(), m, options{Parallel: parallel, Metered: metered}))
				require.NoError(t, err)
				require.Equal(t, m.rows(), got)
				require.LessOrEqual(t, time.Since(began), took, "%d side by side", parallel)
			}
			if parallel == 0 {
				parallel = 8
			}
			require.LessOrEqual(t, m.top, parallel+1, "and the listing of groups")
		})
	}
}

// TestSomeGroups: in the order given, each once; no groups are none.
func TestSomeGroups(t *testing.T) {
	t.Parallel()
	m := newModel(10, 1, 1, 1)
	got, err := confluence.Collect(memberships(t.Context(), m, options{Groups: []string{"g002", "g000", "g002"}}))
	require.NoError(t, err)
	require.Equal(t, []string{"g002 m00000", "g000 m00000"}, got)
	require.Zero(t, m.pages[""], "nothing is listed")
	got, err = confluence.Collect(memberships(t.Context(), m, options{Groups: []string{}}))
	require.NoError(t, err)
	require.Empty(t, got)
}

// TestBoundedAhead: of large groups a bounded number of pages is read before they are
// yielded, and after a break nothing is under way.
func TestBoundedAhead(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		m := newModel(10, slices.Repeat([]int{100_000}, 20)...)
		for range memberships(t.Context(), m, options{}) {
			synctest.Wait()
			break
		}
		requests := m.requests
		require.LessOrEqual(t, requests, 1+1+200+1, "the listing, the page in hand, and the next of its group")
		time.Sleep(time.Hour)
		require.Equal(t, requests, m.requests)

		rows := memberships(t.Context(), m, options{Parallel: 1})
		require.Equal(t, requests, m.requests, "nothing is asked for before")
		for range rows {
			synctest.Wait()
			break
		}
		require.LessOrEqual(t, m.requests, requests+1+2)
		requests = m.requests

		for range memberships(t.Context(), m, options{Metered: true}) {
			synctest.Wait()
			break
		}
		require.LessOrEqual(t, m.requests, requests+1+1+8+1, "of a quota little is spent in vain")
		requests, n := m.requests, 0
		for range memberships(t.Context(), m, options{Metered: true}) {
			if n++; n == 5000 {
				synctest.Wait()
				break
			}
		}
		require.InDelta(t, 500*21/20, m.requests-requests, 60, "a page has a row of the one before")
	})
}

// TestErrors: an error comes once, last, after the rows before it.
func TestErrors(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fail func(listing string, start int) error
		o    options
		rows int
		says string
	}{
		"a group":             {failing("g003", 0, errService), options{}, 60, "g003: the service failed"},
		"in a group":          {failing("g003", 9, errService), options{}, 70, "g003: the service failed"},
		"the groups":          {failing("", 9, errService), options{}, 200, "the service failed"},
		"a group without":     {failing("g003", 9, errService), options{OnGroupError: func(string, error) error { return nil }}, 390, ""},
		"not without":         {failing("g003", 9, errService), options{OnGroupError: func(_ string, err error) error { return fmt.Errorf("no: %w", err) }}, 70, "no: the service failed"},
		"what concerns all":   {failing("g003", 9, confluence.ErrQuota), options{OnGroupError: func(string, error) error { return nil }}, 70, "g003: " + confluence.ErrQuota.Error()},
		"a checkpoint":        {nil, options{OnCheckpoint: func(c checkpoint) error { return failedAt(c, 35) }}, 40, "disk full"},
		"no group":            {nil, options{Groups: []string{"a", ""}}, 0, "no group"},
		"too many in all":     {nil, options{Parallel: 101}, 0, "Parallel must be 1 to 100, or 0 for 8"},
		"fewer than are none": {nil, options{Parallel: -1}, 0, "Parallel must be 1 to 100, or 0 for 8"},
	} {
		m := newModel(10, slices.Repeat([]int{20}, 20)...)
		m.fail = c.fail
		got, failures := 0, 0
		for row, err := range memberships(t.Context(), m, c.o) {
			require.Zero(t, failures, name)
			if err != nil {
				failures++
				require.Empty(t, row)
				require.EqualError(t, err, cmpText(err, c.says), name)
				continue
			}
			got++
		}
		require.Equal(t, c.rows, got, name)
		require.Equal(t, c.says != "", failures == 1, name)
	}
	for _, err := range memberships(nil, newModel(1), options{}) { //nolint:staticcheck // SA1012: that is the point
		require.ErrorIs(t, err, confluence.ErrInvalid)
	}
}

// cmpText lets an error of argument have its prefix.
func cmpText(err error, says string) string {
	if errors.Is(err, confluence.ErrInvalid) {
		return confluence.ErrInvalid.Error() + ": " + says
	}
	return says
}

func failing(listing string, start int, err error) func(string, int) error {
	return func(l string, s int) error {
		if l == listing && s == start {
			return err
		}
		return nil
	}
}

func failedAt(c checkpoint, memberships int) error {
	if c.Memberships >= memberships {
		return errors.New("disk full")
	}
	return nil
}

// TestPanics: what a transport panics with, the range does, when it comes to it.
func TestPanics(t *testing.T) {
	t.Parallel()
	for listing, rows := range map[string]int{"g003": 60, "": 200} {
		m := newModel(10, slices.Repeat([]int{20}, 20)...)
		m.fail = func(l string, start int) error {
			if l == listing && start == map[string]int{"": 9}[listing] {
				panic("a broken transport")
			}
			return nil
		}
		n := 0
		require.PanicsWithValue(t, "a broken transport", func() {
			for _, err := range memberships(t.Context(), m, options{}) {
				require.NoError(t, err)
				n++
			}
		})
		require.Equal(t, rows, n)
	}
}

// TestContext: it ends at once, and what is under way with it.
func TestContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, after := range []int{0, 7} {
			ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
			m := newModel(10, slices.Repeat([]int{20}, 20)...)
			m.took = time.Minute
			n := 0
			for _, err := range memberships(ctx, m, options{}) {
				if err != nil {
					require.ErrorIs(t, err, context.DeadlineExceeded)
					break
				}
				if n++; n == after {
					cancel()
				}
			}
			require.Zero(t, n)
			cancel()
		}
	})
	ctx, cancel := context.WithCancel(t.Context())
	n := 0
	for _, err := range memberships(ctx, newModel(10, 20, 20), options{}) {
		if err != nil {
			require.ErrorIs(t, err, context.Canceled)
			continue
		}
		if n++; n == 7 {
			cancel()
		}
	}
	require.Equal(t, 7, n)
	cancel()
}

// TestCheckpointOfAnother: a checkpoint that is none, or of other groups, is refused.
func TestCheckpointOfAnother(t *testing.T) {
	t.Parallel()
	m := newModel(10, 25, 25)
	var all, some []checkpoint
	keep := func(of *[]checkpoint) func(checkpoint) error {
		return func(c checkpoint) error {
			*of = append(*of, c)
			return nil
		}
	}
	_, err := confluence.Collect(memberships(t.Context(), m, options{OnCheckpoint: keep(&all)}))
	require.NoError(t, err)
	_, err = confluence.Collect(memberships(t.Context(), m, options{Groups: m.groups, OnCheckpoint: keep(&some)}))
	require.NoError(t, err)
	require.Len(t, all, 6)
	require.Equal(t, "1 groups done, 25 memberships", all[2].String())
	require.Equal(t, "g000", *all[1].Group)
	refused := func(o options, change func(*checkpoint), of checkpoint) {
		t.Helper()
		change(&of)
		o.From = &of
		n := 0
		for _, err := range memberships(t.Context(), m, o) {
			require.ErrorIs(t, err, confluence.ErrInvalid)
			n++
		}
		require.Equal(t, 1, n)
	}
	same := func(*checkpoint) {}
	refused(options{}, same, some[1])
	refused(options{Groups: m.groups}, same, all[1])
	refused(options{Groups: []string{"g001", "g000"}}, same, some[1])
	refused(options{Groups: m.groups[:1]}, same, some[3])
	refused(options{}, same, checkpoint{})
	other := "g001"
	for _, change := range []func(c *checkpoint){
		func(c *checkpoint) { c.Version = 2 },
		func(c *checkpoint) { c.Groups = -1 },
		func(c *checkpoint) { c.Memberships = -1 },
		func(c *checkpoint) { c.Salt = nil },
		func(c *checkpoint) { c.Group = nil },
		func(c *checkpoint) { c.Members.Offset = -1 },
		func(c *checkpoint) { c.Members.End = c.Members.Offset - 1 },
		func(c *checkpoint) { c.Members.End += 1 << 30 },
		func(c *checkpoint) { c.Members.Known = c.Members.Known[1:] },
		func(c *checkpoint) { c.Members.Rows = 3 },
		func(c *checkpoint) { c.Members.Page = -1 },
		func(c *checkpoint) { c.Listing.Rows = -1 },
	} {
		refused(options{}, change, all[1])
	}
	refused(options{Groups: m.groups}, func(c *checkpoint) { c.Group = &other }, some[1])
	refused(options{Groups: m.groups}, func(c *checkpoint) { c.Groups = 2 }, some[1])
	refused(options{Groups: m.groups}, func(c *checkpoint) { c.Groups = 3 }, some[2])
}

// restart returns what another process reads.
func restart(t require.TestingT, c checkpoint) *checkpoint {
	text, err := json.Marshal(c)
	require.NoError(t, err)
	require.Less(t, len(text), 5<<10)
	var again checkpoint
	require.NoError(t, json.Unmarshal(text, &again))
	return &again
}

// TestCheckpointsSayWhere: where in the listing the groups are that are done.
func TestCheckpointsSayWhere(t *testing.T) {
	t.Parallel()
	m := newModel(10, slices.Repeat([]int{1}, 35)...)
	for _, err := range memberships(t.Context(), m, options{OnCheckpoint: func(c checkpoint) error {
		require.Equal(t, c.Groups, c.Listing.End)
		require.Equal(t, max(c.Groups-1, 0), c.Listing.Offset)
		return nil
	}}) {
		require.NoError(t, err)
	}
}

// TestKilledAnywhere: from each checkpoint, all that had not come comes, in order.
func TestKilledAnywhere(t *testing.T) {
	t.Parallel()
	for _, some := range []bool{false, true} {
		m := newModel(10, 25, 0, 10, 1, 9, 30)
		o := options{}
		if some {
			o.Groups = m.groups
		}
		var all []checkpoint
		whole := o
		whole.OnCheckpoint = func(c checkpoint) error {
			all = append(all, c)
			return nil
		}
		_, err := confluence.Collect(memberships(t.Context(), m, whole))
		require.NoError(t, err)
		require.Len(t, all, 12)
		for _, c := range all {
			o.From = restart(t, c)
			got, err := confluence.Collect(memberships(t.Context(), m, o))
			require.NoError(t, err)
			require.ElementsMatch(t, m.rows()[c.Memberships:], got)
		}
	}
}

// TestKilledWhileThingsChange: members leave and groups go, while it is read and while
// nobody reads; who stayed comes once.
func TestKilledWhileThingsChange(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var sizes []int
		for range rapid.IntRange(1, 12).Draw(t, "groups") {
			sizes = append(sizes, rapid.SampledFrom([]int{0, 1, 10, 25, 60}).Draw(t, "size"))
		}
		m := newModel(rapid.IntRange(5, 12).Draw(t, "page"), sizes...)
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		events := rapid.IntRange(0, 60).Draw(t, "events")
		m.change = func() {
			for events > 0 && rng.IntN(2) == 0 {
				events--
				m.leave(fmt.Sprintf("g%03d", rng.IntN(len(sizes))), rng.IntN(40)-1)
			}
		}
		o := options{Parallel: rapid.IntRange(1, 4).Draw(t, "parallel"), Metered: rapid.Bool().Draw(t, "metered")}
		if rapid.Bool().Draw(t, "some") {
			o.Groups = slices.Clone(m.groups)
		}
		kill := rapid.IntRange(1, 6).Draw(t, "kill")
		var kept, since []string
		for ended := false; !ended; {
			left := 1 + rng.IntN(kill)
			o.OnCheckpoint = func(c checkpoint) error {
				kept, since = append(kept, since...), nil
				o.From = restart(t, c)
				require.Equal(t, len(kept), c.Memberships)
				if left--; left == 0 {
					return errBroken
				}
				return nil
			}
			ended, since = true, nil
			for row, err := range memberships(t.Context(), m, o) {
				if errors.Is(err, errBroken) {
					ended = false
					break
				}
				if errors.Is(err, confluence.ErrChanged) || errors.Is(err, confluence.ErrStalled) {
					return
				}
				require.NoError(t, err)
				since = append(since, row)
			}
			m.mu.Lock()
			m.change()
			m.mu.Unlock()
		}
		times := map[string]int{}
		for _, row := range kept {
			times[row]++
			require.Equal(t, 1, times[row], row)
		}
		for _, row := range m.rows() {
			require.Equal(t, 1, times[row], row)
		}
	})
}

var errBroken = errors.New("killed")

package walktest

import (
	"context"
	"errors"
	"iter"
	"maps"
	"slices"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// Lossless is the property: whatever changes, no row comes twice, none that
// stayed is lost without an error, and none comes from before the start. Where
// nothing changes, all rows come in order.
func Lossless(site Site) func(*rapid.T) {
	return func(t *rapid.T) {
		s := anyScene(t, site)
		site.CapPages(s.cut)
		defer site.CapPages(0)
		changes := s.events
		got, err := s.walk(t.Context())
		require.NoError(t, s.failed, "a change")
		s.requireKept(t, got, err)
		if changes == 0 && s.kth == 0 {
			s.requireAll(t, got, err)
		}
	}
}

// walk goes through the listing, which changes at every row, too.
func (s *scene) walk(ctx context.Context) ([]string, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var got []string
	for name, err := range s.Walk(ctx, s.through(s.site.Transport), s.window) {
		if err != nil {
			return got, err
		}
		got = append(got, name)
		s.mu.Lock()
		if s.kth > 0 && len(got)%s.kth == 0 {
			if i := slices.IndexFunc(s.rows, func(r row) bool { return r.name() == name }); i >= 0 {
				s.remove(i)
			}
		}
		s.happen()
		s.mu.Unlock()
	}
	return got, nil
}

// requireKept asserts the promise, one thing at a time.
func (s *scene) requireKept(t require.TestingT, got []string, err error) {
	came := map[string]bool{}
	for _, name := range got {
		require.False(t, came[name], "%s came twice: %v", name, got)
		require.False(t, s.hidden[name], "%s is hidden", name)
		came[name] = true
	}
	before := -1 // the last row before the start
	if start := s.window.Start; start > 0 {
		before = len(s.rows)
		if start <= len(s.first) {
			before = s.first[start-1]
		}
		if s.hidden[Row(before)] {
			return // nothing can tell whether the row before the start is still there
		}
	}
	for i := range min(before+1, len(s.rows)) {
		require.False(t, came[s.rows[i].name()], "%s is from before the start", s.rows[i].name())
	}
	if err != nil {
		require.True(t, errors.Is(err, confluence.ErrChanged) || errors.Is(err, confluence.ErrStalled), "%v", err)
		return
	}
	for i := range s.rows {
		if r := &s.rows[i]; i > before && r.stayed && !s.hidden[r.name()] {
			require.True(t, came[r.name()], "%s stayed and was lost: %v", r.name(), got)
		}
	}
}

// requireAll asserts that every row came, in order, and no error.
func (s *scene) requireAll(t require.TestingT, got []string, err error) {
	require.NoError(t, err)
	var want []string
	for i := s.window.Start; i < len(s.rows); i++ {
		if name := s.rows[i].name(); !s.hidden[name] {
			want = append(want, name)
		}
	}
	require.Equal(t, want, got)
}

func keysOf[V any](m map[string]V) iter.Seq[string] { return maps.Keys(m) }

package roster_test

import (
	"context"
	"errors"
	"iter"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/roster"
)

var errService = errors.New("the service failed")

// members yields names, and then an error where there is one.
func members(err error, names ...string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for _, name := range names {
			if !yield(name, nil) {
				return
			}
		}
		if err != nil {
			yield("", err)
		}
	}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	want := []string{"new", "stays", "new", "stays too"}
	listed := members(nil, "leaves", "stays", "", "leaves", "stays too", "stays", "")
	plan, err := roster.Compare(want, listed, false)
	require.NoError(t, err)
	require.Equal(t, roster.Plan{
		Add: []string{"new"}, Remove: []string{"leaves"}, Keep: []string{"stays", "stays too"}, Hidden: 2,
	}, plan)
	require.Equal(t, "1 to add, 1 to remove, 2 to keep, 2 hidden", plan.String())
	plan, err = roster.Compare(want, listed, true)
	require.NoError(t, err)
	require.Equal(t, roster.Plan{Add: []string{"new"}, Keep: []string{"leaves", "stays", "stays too"}, Hidden: 2}, plan)
	plan, err = roster.Compare(nil, members(nil), false)
	require.NoError(t, err)
	require.Equal(t, "0 to add, 0 to remove, 0 to keep", plan.String())
	plan, err = roster.Compare(want, members(errService, "leaves"), false)
	require.ErrorIs(t, err, errService)
	require.Zero(t, plan, "half a listing is no plan")
}

// TestEach: what fails for one name is left behind, what fails for all ends it.
func TestEach(t *testing.T) {
	t.Parallel()
	names := []string{"a", "b", "c"}
	change := func(failure error) func(context.Context, string) error {
		return func(_ context.Context, name string) error {
			if name == "b" {
				return failure
			}
			return nil
		}
	}
	o := roster.Each(t.Context(), "adding", names, change(errService))
	require.Equal(t, []string{"a", "c"}, o.Done)
	require.Equal(t, []roster.Failure{{Name: "b", Err: errService}}, o.Failed)
	require.False(t, o.Stopped)
	require.EqualError(t, o.Err(), "adding b: the service failed")
	for _, kind := range []error{confluence.ErrUnauthorized, confluence.ErrScope, confluence.ErrReadOnly} {
		o = roster.Each(t.Context(), "adding", names, change(kind))
		require.Equal(t, []string{"a"}, o.Done)
		require.True(t, o.Stopped)
		require.ErrorIs(t, o.Err(), kind)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	o = roster.Each(ctx, "adding", names, change(errService))
	require.Equal(t, []string{"a"}, o.Done)
	require.True(t, o.Stopped)
	o = roster.Each(t.Context(), "adding", names, change(nil))
	require.Equal(t, names, o.Done)
	require.NoError(t, o.Err())
}

func TestFailureJSON(t *testing.T) {
	t.Parallel()
	for _, f := range []roster.Failure{{Name: "a", Err: errService}, {Name: "a"}} {
		text, err := f.Encode()
		require.NoError(t, err)
		got, err := roster.Decode(text)
		require.NoError(t, err)
		require.Equal(t, f.Name, got.Name)
		if f.Err == nil {
			require.NoError(t, got.Err)
			continue
		}
		require.EqualError(t, got.Err, f.Err.Error())
	}
	_, err := roster.Decode([]byte("["))
	require.Error(t, err)
}

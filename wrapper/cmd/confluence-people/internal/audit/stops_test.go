package audit_test

import (
	"context"
	"iter"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/audit"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/oauth"
)

// signedOut is a site whose grant is gone when the groups within groups are asked for.
type signedOut struct{ *endless }

func (signedOut) Subgroups(context.Context, string) iter.Seq2[site.Group, error] {
	return func(yield func(site.Group, error) bool) { yield(site.Group{}, gone()) }
}

func gone() error { return &confluence.Error{Err: oauth.ErrConsent} }

// TestStopsWithoutGrant: a grant that is gone ends an audit at once, wherever that is
// found; it is not told of every group.
func TestStopsWithoutGrant(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "journal")
	_, err := run(t.Context(), t, signedOut{newEndless(t, 5, 2)}, path, "abc")
	require.ErrorIs(t, err, oauth.ErrConsent)
	require.NotErrorIs(t, err, audit.ErrIncomplete)
	on := newEndless(t, 5, 2)
	on.fail = func(string, int) error { return gone() }
	_, err = run(t.Context(), t, on, path, "abc")
	require.ErrorIs(t, err, oauth.ErrConsent)
	require.NotErrorIs(t, err, audit.ErrIncomplete)
	on.fail = nil
	found, err := run(t.Context(), t, on, path, "abc")
	require.NoError(t, err)
	require.Equal(t, map[string]int{"a": 5, "b": 5, "c": 5}, found)
}

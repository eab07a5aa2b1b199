package datacenter_test

import (
	"context"
	"errors"
	"math"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/internal/testing/faulttest"
)

func TestBounds(t *testing.T) {
	t.Parallel()
	faulttest.RequireBounds(t, func(t *testing.T) faulttest.Bounded {
		t.Helper()
		s := newScene(t)
		return faulttest.Bounded{
			Server: s.server,
			Read: func(ctx context.Context, opts ...confluence.Option) error {
				client, err := s.client.With(opts...)
				require.NoError(t, err)
				_, err = client.Users.Get(ctx, datacenter.Username("jane@example.com"), nil)
				return err
			},
			Write: func(ctx context.Context, opts ...confluence.Option) error {
				client, err := s.client.With(opts...)
				require.NoError(t, err)
				return client.Watches.WatchContent(ctx, s.page, datacenter.Caller())
			},
		}
	})
}

// TestElapsedTimes: a time that does not fit is the longest one.
func TestElapsedTimes(t *testing.T) {
	t.Parallel()
	for sent, want := range map[string]time.Duration{
		"1500": 1500 * time.Millisecond, "0": 0, "-1": 0, "9223372036854": 9223372036854 * time.Millisecond,
		"9223372036855": math.MaxInt64, "9223372036854775807": math.MaxInt64, "-9223372036854775808": 0,
	} {
		task, err := newCanned(t, canned{200, `{"id":"1","elapsedTime":` + sent + `}`}).Tasks.Get(t.Context(), "1", nil)
		require.NoError(t, err)
		require.Equal(t, want, task.Elapsed, sent)
	}
}

// TestContentTypes: upper and lower case do not matter, nor parameters.
func TestContentTypes(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for _, kind := range []string{"application/JSON", "Application/Json; Charset=UTF-8", "application/json;charset=utf-8"} {
		s.server.Inject("getUser", 1, confluencetest.Respond(200, kind, `{"type":"known","username":"ann"}`))
		user, err := s.client.Users.Get(t.Context(), datacenter.Username("ann"), nil)
		require.NoError(t, err, kind)
		require.Equal(t, "ann", user.Username)
	}
}

// TestDeletionOfUnknownOutcome: the response is lost, and then a 404 comes, which
// may also mean that the caller may not. The error says that it may be done.
func TestDeletionOfUnknownOutcome(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newScene(t)
		s.server.Inject("deleteGroup", 1, confluencetest.Lost(504))
		for _, uncertain := range []bool{true, false} {
			err := s.client.Groups.Delete(t.Context(), "leaf")
			require.ErrorIs(t, err, confluence.ErrNotFound)
			failure, ok := errors.AsType[*confluence.Error](err)
			require.True(t, ok)
			require.Equal(t, uncertain, failure.Uncertain)
		}
		require.NotContains(t, s.server.Groups(), "leaf")
	})
}

package cloud_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
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
				_, err = client.Users.Get(ctx, awkward, nil)
				return err
			},
			Write: func(ctx context.Context, opts ...confluence.Option) error {
				client, err := s.client.With(opts...)
				require.NoError(t, err)
				return client.Groups.AddMember(ctx, s.group, awkward)
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
		client := newCanned(t, canned{status: 200, contentType: "application/json", body: `{"id":"1","elapsedTime":` + sent + `}`})
		task, err := client.Tasks.Get(t.Context(), "1")
		require.NoError(t, err)
		require.Equal(t, want, task.Elapsed, sent)
	}
}

// TestContentTypes: upper and lower case do not matter, nor parameters.
func TestContentTypes(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"application/JSON", "Application/Json; Charset=UTF-8", "application/json;charset=utf-8", "application/problem+JSON"} {
		client := newCanned(t, canned{status: 200, contentType: kind, body: `{"type":"known","accountId":"a"}`})
		user, err := client.Users.Get(t.Context(), "a", nil)
		require.NoError(t, err, kind)
		require.Equal(t, "a", user.AccountID)
	}
}

// TestLastFullPageThatIsRefused: all rows have come, and the error says so.
func TestLastFullPageThatIsRefused(t *testing.T) {
	t.Parallel()
	for _, ahead := range []int{0, 8} {
		s := newCrowd(t, 6)
		opts := &cloud.MemberListOptions{Limit: 6, Ahead: ahead}
		_, err := confluence.Collect(s.client.Groups.AllMembers(t.Context(), s.group, opts))
		require.NoError(t, err)
		require.Len(t, s.server.Exchanges(), 2, "one more, not as many as are fetched ahead")
		s.server.Inject("", 1, confluencetest.Delay(0))
		s.server.Inject("", 0, confluencetest.Respond(500, "", ""))
		members, err := confluence.Collect(s.client.Groups.AllMembers(t.Context(), s.group, opts))
		require.Len(t, members, 6)
		require.ErrorContains(t, err, "all rows that the service linked to have come")
		failure, ok := errors.AsType[*confluence.Error](err)
		require.True(t, ok)
		require.Equal(t, 500, failure.StatusCode)
	}
}

// TestDeletionOfUnknownOutcome: the response is lost, and then the group is gone.
func TestDeletionOfUnknownOutcome(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newScene(t)
		s.server.Inject("removeGroupById", 1, confluencetest.Lost(504))
		require.NoError(t, s.client.Groups.Delete(t.Context(), s.group))
		require.ErrorIs(t, s.client.Groups.Delete(t.Context(), s.group), confluence.ErrNotFound)
	})
}

// TestSetBesideDeletes: whether or not the key holds a value, 200 times.
func TestSetBesideDeletes(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	ctx, cancel := context.WithCancel(t.Context())
	var deleting sync.WaitGroup
	deleting.Go(func() {
		for ctx.Err() == nil {
			_ = s.client.Properties.Delete(ctx, awkward, "contended")
		}
	})
	for i := range 200 {
		require.NoError(t, s.client.Properties.Set(t.Context(), awkward, "contended", preferences{Size: i}))
	}
	cancel()
	deleting.Wait()
}

// TestChunksThatFailOnce: one request of eight, which read, does not end the
// others' work.
func TestChunksThatFailOnce(t *testing.T) {
	t.Parallel()
	for _, ahead := range []int{0, 4} {
		synctest.Test(t, func(t *testing.T) {
			s := newScene(t)
			s.server.Inject("createBulkUserLookup", 5, confluencetest.Delay(0))
			s.server.Inject("createBulkUserLookup", 1, confluencetest.Lost(502))
			ids := numbered(s.server, 2000)
			found, err := s.client.Users.Lookup(t.Context(), ids, &cloud.LookupOptions{Ahead: ahead})
			require.NoError(t, err)
			require.Empty(t, found.NotAsked)
			require.Equal(t, 9, s.listed("createBulkUserLookup"))

			emails := make([]string, 800)
			for i := range emails {
				emails[i] = fmt.Sprintf("p%d@example.com", i)
			}
			s.server.Inject("checkAccessByEmail", 1, confluencetest.ResetAfter())
			check, err := s.client.Users.CheckAccess(t.Context(), emails, &cloud.CheckAccessOptions{Ahead: ahead})
			require.NoError(t, err)
			require.Len(t, check.WithoutAccess, 800)
			require.Equal(t, 9, s.listed("checkAccessByEmail"))
		})
	}
}

package cloud_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// rotating is a source of tokens that are good for a while, fails now and then,
// and notes how many renewals were under way at once.
type rotating struct {
	token    string
	until    time.Time
	renewals int
	under    atomic.Int32
	crowded  atomic.Bool
}

var errRenewal = errors.New("the token service is away")

// get needs no lock: the connection asks one at a time.
func (r *rotating) get(context.Context) (string, error) {
	if r.under.Add(1) > 1 {
		r.crowded.Store(true)
	}
	defer r.under.Add(-1)
	if time.Now().Before(r.until) {
		return r.token, nil
	}
	time.Sleep(time.Second)
	r.renewals++
	if r.renewals%3 == 0 {
		return "", errRenewal // and the next request tries again
	}
	r.until = time.Now().Add(time.Minute)
	return r.token, nil
}

// TestConcurrentUse has 64 goroutines use one client while tokens rotate, the
// default account is found out and requests are retried.
func TestConcurrentUse(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newCrowd(t, 30)
		_, token := s.server.Credential(awkward)
		source := &rotating{token: token}
		client, err := s.server.NewClient(confluence.TokenFunc(source.get))
		require.NoError(t, err)
		s.server.Inject("", 40, confluencetest.RetryLater(429, "1"))
		s.server.Inject("getGroupMembersByGroupId", 20, confluencetest.RetryLater(503, ""))

		var failures atomic.Int32
		work := func(ctx context.Context) error {
			if _, err := client.Properties.List(ctx, cloud.DefaultAccount, nil); err != nil {
				return err
			}
			members, err := confluence.Collect(client.Groups.AllMembers(ctx, s.group, nil))
			if err != nil {
				return err
			}
			if len(members) != 30 {
				return errors.New("rows are missing")
			}
			return client.Watches.WatchSpace(ctx, "DOCS", cloud.DefaultAccount)
		}
		var all sync.WaitGroup
		for range 64 {
			all.Go(func() {
				for {
					err := work(t.Context())
					if err == nil {
						return
					}
					if !errors.Is(err, errRenewal) && !errors.Is(err, confluence.ErrRateLimited) {
						t.Error(err)
						return
					}
					failures.Add(1)
					time.Sleep(20 * time.Second) // as a caller does who tries again later
				}
			})
		}
		all.Wait()
		require.False(t, source.crowded.Load(), "two renewals at once")
		require.Less(t, source.renewals, 20, "a token is used until it expires")
	})
}

package cloud_test

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

func quotaStyles() map[string]cloudtest.QuotaHeaders {
	return map[string]cloudtest.QuotaHeaders{
		"all": cloudtest.QuotaAllHeaders, "Retry-After": cloudtest.QuotaRetryAfter, "X-RateLimit": cloudtest.QuotaXRateLimit,
		"RateLimit": cloudtest.QuotaRateLimit, "gateway": cloudtest.QuotaGateway,
	}
}

// newMetered returns a site with 120 groups of 20, whose clock is ahead, with a quota
// of 2,000 points.
func newMetered(t *testing.T, style cloudtest.QuotaHeaders) (site *cloudtest.Server, groups []string) {
	t.Helper()
	site = cloudtest.Start(t)
	var people []string
	for i := range 20 {
		people = append(people, site.AddUser(cloudtest.User{Name: "Person " + strconv.Itoa(i)}))
	}
	for i := range 120 {
		groups = append(groups, site.AddGroup("group "+strconv.Itoa(i), people...))
	}
	site.Advance(10 * time.Minute)
	site.Inject("", 0, confluencetest.Delay(100*time.Millisecond))
	site.LimitPoints(cloudtest.PointsQuota{Points: 2000, Headers: style})
	return site, groups
}

// listMembers reads the members of all groups with some workers, and returns how
// many there were.
func listMembers(t *testing.T, client *cloud.Client, groups []string, workers int) (members int, failures []error) {
	t.Helper()
	var all sync.WaitGroup
	var mu sync.Mutex
	for part := range slices.Chunk(groups, max(1, len(groups)/workers)) {
		all.Go(func() {
			for _, group := range part {
				page, err := client.Groups.ListMembers(t.Context(), group, &cloud.MemberListOptions{Limit: 20})
				mu.Lock()
				if err != nil {
					failures = append(failures, err)
				} else {
					members += len(page.Items)
				}
				mu.Unlock()
			}
		})
	}
	all.Wait()
	return members, failures
}

// TestThroughAQuota: 120 pages of 41 points take 3 hours of 2,000, with one
// refusal in each at most.
func TestThroughAQuota(t *testing.T) {
	t.Parallel()
	for name, style := range quotaStyles() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				site, groups := newMetered(t, style)
				budget, err := confluence.NewBudget(&confluence.BudgetOptions{Points: 2000})
				require.NoError(t, err)
				client, err := site.NewClient(site.Auth(site.AdminID()), confluence.WithBudget(budget),
					confluence.WithRetry(confluence.RetryOptions{QuotaPatience: 24 * time.Hour}))
				require.NoError(t, err)
				members, failures := listMembers(t, client, groups, 4)
				require.Empty(t, failures)
				require.Equal(t, 2400, members)
				points := 0
				for _, hour := range site.QuotaWindows() {
					require.LessOrEqual(t, hour.Refused, 1, "%v", site.QuotaWindows())
					points += hour.Points
				}
				require.Equal(t, 120*41, points)
				t.Logf("%v", site.QuotaWindows())
			})
		})
	}
}

// TestWithoutPatienceForAQuota: one error that says when the points are renewed, and
// nothing is sent until then.
func TestWithoutPatienceForAQuota(t *testing.T) {
	t.Parallel()
	for name, style := range quotaStyles() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				site, groups := newMetered(t, style)
				budget, err := confluence.NewBudget(&confluence.BudgetOptions{Points: 2000})
				require.NoError(t, err)
				client, err := site.NewClient(site.Auth(site.AdminID()), confluence.WithBudget(budget))
				require.NoError(t, err)
				members, failures := listMembers(t, client, groups, 1)
				require.NotEmpty(t, failures)
				top := time.Now().Truncate(time.Hour).Add(50 * time.Minute) // by the clock of the site, which is ahead
				for _, err := range failures {
					require.ErrorIs(t, err, confluence.ErrQuota)
					failure, _ := errors.AsType[*confluence.Error](err)
					require.WithinDuration(t, top, failure.Reset, 10*time.Second)
				}
				require.Equal(t, 2400, members+20*len(failures))
				require.LessOrEqual(t, site.QuotaWindows()[0].Refused, 1)
				first, _ := errors.AsType[*confluence.Error](failures[0])
				time.Sleep(time.Until(first.Reset))
				members, failures = listMembers(t, client, groups[:2], 1)
				require.Empty(t, failures)
				require.Equal(t, 40, members)
			})
		})
	}
}

// TestBurstsAreApart: a limit at one operation holds no other up.
func TestBurstsAreApart(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		site, groups := newMetered(t, cloudtest.QuotaAllHeaders)
		site.LimitPoints(cloudtest.PointsQuota{})
		site.LimitRequests("getGroupMembersByGroupId", confluencetest.Bucket{Size: 1, Fill: 1, Interval: 10 * time.Second})
		client := site.Client()
		var all sync.WaitGroup
		all.Go(func() {
			members, failures := listMembers(t, client, groups[:5], 1)
			require.Empty(t, failures)
			require.Equal(t, 100, members)
		})
		time.Sleep(5 * time.Second)
		began := time.Now()
		for range 20 {
			_, err := client.Users.Current(t.Context(), nil)
			require.NoError(t, err)
		}
		require.Equal(t, 2*time.Second, time.Since(began))
		all.Wait()
		for _, count := range site.RequestCounts() {
			require.Equal(t, "getGroupMembersByGroupId", count.Of)
			require.Equal(t, 5, count.Passed)
		}
		for _, r := range site.Exchanges() {
			require.True(t, r.Status == http.StatusOK || r.Operation == "getGroupMembersByGroupId")
		}
	})
}

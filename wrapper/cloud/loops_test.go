package cloud_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/testing/walktest"
)

// listed counts the requests of an operation.
func (s scene) listed(operation string) int {
	n := 0
	for _, e := range s.server.Exchanges() {
		if e.Operation == operation {
			n++
		}
	}
	return n
}

// TestLeaveEveryGroupWhileRanging leaves none of 3,000 behind.
func TestLeaveEveryGroupWhileRanging(t *testing.T) {
	t.Parallel()
	for ahead, most := range map[int]int{0: 24, 8: 60} { // of pages under way, the rows move, too
		t.Run(fmt.Sprint(ahead, " ahead"), func(t *testing.T) {
			t.Parallel()
			s := scene{server: cloudtest.Start(t)}
			s.client = s.server.Client()
			const groups = 3000
			for _, name := range walktest.Rows(groups) {
				s.server.AddGroup(name, s.server.AdminID())
			}
			left := 0
			for group, err := range s.client.Users.AllGroups(t.Context(), cloud.DefaultAccount, &cloud.UserGroupListOptions{Ahead: ahead}) {
				require.NoError(t, err)
				require.NoError(t, s.client.Groups.RemoveMember(t.Context(), group.ID, cloud.DefaultAccount))
				left++
			}
			require.Equal(t, groups, left)
			require.LessOrEqual(t, s.listed("getGroupMembershipsForUser"), most)
			page, err := s.client.Users.ListGroups(t.Context(), cloud.DefaultAccount, nil)
			require.NoError(t, err)
			require.Empty(t, page.Items, "none is left")
		})
	}
}

// TestDeleteEveryPropertyWhileRanging leaves none of 30, in pages of 5.
func TestDeleteEveryPropertyWhileRanging(t *testing.T) {
	t.Parallel()
	for _, ahead := range []int{0, 8} {
		s := newScene(t)
		require.NoError(t, s.client.Properties.Delete(t.Context(), awkward, "theme"))
		for _, key := range walktest.Rows(30) {
			require.NoError(t, s.server.SetProperty(awkward, key, struct{}{}))
		}
		deleted := 0
		for key, err := range s.client.Properties.All(t.Context(), awkward, &cloud.PropertyListOptions{Ahead: ahead}) {
			require.NoError(t, err)
			require.NoError(t, s.client.Properties.Delete(t.Context(), awkward, key))
			deleted++
		}
		require.Equal(t, 30, deleted)
		page, err := s.client.Properties.List(t.Context(), awkward, nil)
		require.NoError(t, err)
		require.Empty(t, page.Items)
	}
}

// TestMembersWhoLeaveWhileAWalkWaits: 50 of 40,000 leave while two requests wait
// for the quota. Nobody who stayed is missing.
func TestMembersWhoLeaveWhileAWalkWaits(t *testing.T) {
	t.Parallel()
	for _, ahead := range []int{0, 8} {
		synctest.Test(t, func(t *testing.T) {
			service := walktest.NewService(40_000, func(row string) string {
				return fmt.Sprintf(`{"type":"known","accountId":%q}`, row)
			})
			gone := service.WaitForQuota(70, 130)
			client, err := cloud.New("https://example.com", confluence.Anonymous(), confluence.WithTransport(service),
				confluence.WithRetry(confluence.RetryOptions{BurstPatience: 2 * time.Hour, QuotaPatience: 2 * time.Hour}))
			require.NoError(t, err)
			began := time.Now()
			names, err := rows(client.Groups.AllMembers(t.Context(), "g", &cloud.MemberListOptions{Ahead: ahead}),
				func(u cloud.User) string { return u.AccountID })
			require.NoError(t, err)
			require.GreaterOrEqual(t, time.Since(began), time.Hour)
			require.Len(t, gone, 50)
			for _, name := range names {
				delete(gone, name)
			}
			for name := range gone { // had left before they could come
				names = append(names, name)
			}
			slices.Sort(names)
			require.Equal(t, walktest.Rows(40_000), names, "nobody twice, nobody lost")
			require.LessOrEqual(t, service.Requests(), 206+4*ahead, "two of them refused")
		})
	}
}

// TestRequestsWhereNothingChanges: no more than by offsets, but for 1 in 200
// where the page size is the most there is.
func TestRequestsWhereNothingChanges(t *testing.T) {
	t.Parallel()
	service := walktest.NewService(10_000, func(row string) string { return fmt.Sprintf(`{"accountId":%q}`, row) })
	client, err := cloud.New("https://example.com", confluence.Anonymous(),
		confluence.WithHTTPClient(&http.Client{Transport: service}))
	require.NoError(t, err)
	members, err := confluence.Collect(client.Groups.AllMembers(t.Context(), "g", nil))
	require.NoError(t, err)
	require.Len(t, members, 10_000)
	require.Equal(t, 51, service.Requests())

	s := newScene(t)
	group := s.server.AddGroup("many")
	for _, row := range walktest.Rows(99) {
		s.server.AddUser(cloudtest.User{AccountID: row})
		s.server.AddGroup("many", row)
	}
	s.server.ForgetExchanges()
	members, err = confluence.Collect(s.client.Groups.AllMembers(t.Context(), group, &cloud.MemberListOptions{Limit: 20}))
	require.NoError(t, err)
	require.Len(t, members, 99)
	require.Equal(t, 5, s.listed("getGroupMembersByGroupId"))
}

// TestServicesThatMislead: no walk ends as if it were complete.
func TestServicesThatMislead(t *testing.T) {
	t.Parallel()
	show := func(row string) string { return fmt.Sprintf(`{"type":"known","accountId":%q}`, row) }
	walktest.RequireNoFalseEnd(t, show, "totalSize", func(through http.RoundTripper, ahead int) ([]string, error) {
		client, err := cloud.New("https://example.com", confluence.Anonymous(), confluence.WithTransport(through))
		require.NoError(t, err)
		return rows(client.Groups.AllMembers(t.Context(), "g", &cloud.MemberListOptions{Count: true, Ahead: ahead}),
			func(u cloud.User) string { return u.AccountID })
	})
}

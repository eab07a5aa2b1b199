package datacenter_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testing/walktest"
)

// TestLeaveEveryGroupWhileRanging leaves none of 3,000 behind.
func TestLeaveEveryGroupWhileRanging(t *testing.T) {
	t.Parallel()
	for ahead, most := range map[int]int{0: 24, 8: 60} { // of pages under way, the rows move, too
		t.Run(fmt.Sprint(ahead, " ahead"), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) { // the product names a rate, and the client keeps to it
				server := datacentertest.Start(t)
				client := server.Client()
				server.AddUser(datacentertest.User{Username: "jane"})
				const groups = 3000
				for _, name := range walktest.Rows(groups) {
					server.AddGroup(name, "jane")
				}
				left := 0
				for group, err := range client.Users.AllGroups(t.Context(), datacenter.Username("jane"), &datacenter.UserGroupListOptions{Ahead: ahead}) {
					require.NoError(t, err)
					require.NoError(t, client.Groups.RemoveMember(t.Context(), group.Name, "jane"))
					left++
				}
				require.Equal(t, groups, left)
				listed := 0
				for _, name := range operations(server.Exchanges()) {
					if name == "getGroupMembershipsForUser" {
						listed++
					}
				}
				require.LessOrEqual(t, listed, most)
				page, err := client.Users.ListGroups(t.Context(), datacenter.Username("jane"), nil)
				require.NoError(t, err)
				require.Empty(t, page.Items, "none is left")
			})
		})
	}
}

// TestMembersWhoLeaveWhileAWalkWaits: 50 of 40,000 leave while two requests wait
// for the limit. Nobody who stayed is missing.
func TestMembersWhoLeaveWhileAWalkWaits(t *testing.T) {
	t.Parallel()
	for _, ahead := range []int{0, 8} {
		synctest.Test(t, func(t *testing.T) {
			service := walktest.NewService(40_000, func(row string) string {
				return fmt.Sprintf(`{"type":"known","username":%[1]q,"userKey":%[1]q}`, row)
			})
			gone := service.WaitForQuota(70, 130)
			client, err := datacenter.New("https://example.com", confluence.Anonymous(), confluence.WithTransport(service),
				confluence.WithRetry(confluence.RetryOptions{BurstPatience: 2 * time.Hour, QuotaPatience: 2 * time.Hour}))
			require.NoError(t, err)
			began := time.Now()
			names, err := rows(client.Groups.AllMembers(t.Context(), "g", &datacenter.MemberListOptions{Ahead: ahead}), userName)
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

// TestServicesThatMislead: no walk ends as if it were complete.
func TestServicesThatMislead(t *testing.T) {
	t.Parallel()
	show := func(row string) string { return fmt.Sprintf(`{"type":"known","username":%q}`, row) }
	walktest.RequireNoFalseEnd(t, show, "totalCount", func(through http.RoundTripper, ahead int) ([]string, error) {
		client, err := datacenter.New("https://example.com", confluence.Anonymous(), confluence.WithTransport(through))
		require.NoError(t, err)
		return rows(client.Groups.AllMembers(t.Context(), "g", &datacenter.MemberListOptions{Ahead: ahead}), userName)
	})
}

package cloud_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// TestEstimate: an estimate is what the walk costs to the point, whatever the sizes.
func TestEstimate(t *testing.T) {
	t.Parallel()
	sizes := []int{0, 1, 198, 199, 200, 201, 397, 398, 399, 400, 598, 0}
	site := cloudtest.Start(t)
	var people []string
	for i := range 600 {
		people = append(people, site.AddUser(cloudtest.User{Name: fmt.Sprint("Person ", i)}))
	}
	var ids []string
	for i, n := range sizes {
		ids = append(ids, site.AddGroup(fmt.Sprintf("group %02d", i), people[:n]...))
	}
	for i, n := range sizes {
		count, err := site.Client().Groups.CountMembers(t.Context(), ids[i])
		require.NoError(t, err)
		require.Equal(t, n, count)
	}
	site.LimitPoints(cloudtest.PointsQuota{Points: 1 << 30})
	e, err := site.Client().Groups.EstimateMemberships(t.Context(), nil)
	require.NoError(t, err)
	require.Equal(t, cloud.EstimateMemberships(sizes), *e)
	spent := site.QuotaWindows()[0]
	require.Equal(t, 1+len(sizes), spent.Requests)
	// An empty page has no row to be charged for.
	require.Equal(t, 1+2*len(sizes)+3*len(sizes)-2*2, spent.Points)

	site.LimitPoints(cloudtest.PointsQuota{Points: 1 << 30})
	all, err := confluence.Collect(site.Client().Groups.AllMemberships(t.Context(), nil))
	require.NoError(t, err)
	require.Len(t, all, e.Memberships)
	spent = site.QuotaWindows()[0]
	require.Equal(t, spent.Requests, e.Requests)
	require.Equal(t, spent.Points, e.Points)

	some, err := site.Client().Groups.EstimateMemberships(t.Context(), &cloud.AuditOptions{
		Groups: []cloud.Group{all[0].Group, all[0].Group}, Parallel: 1,
	})
	require.NoError(t, err)
	require.Equal(t, 1, some.Groups)
	require.Equal(t, "1 groups, 1 memberships: 2 requests, 6 points", some.String())
}

// TestEstimateOfAMillion: 31 hours at the lowest tier, and a little for the listing of
// groups.
func TestEstimateOfAMillion(t *testing.T) {
	t.Parallel()
	e := cloud.EstimateMemberships(slices.Repeat([]int{180}, 5556))
	require.Equal(t, 1_000_080, e.Memberships)
	require.Equal(t, 32, e.Hours(65_000))
	require.Equal(t, 5, e.Hours(500_000))
	require.Zero(t, e.Hours(0))
	require.Equal(t, 1, cloud.EstimateMemberships([]int{-5}).Hours(5))
	require.Equal(t, 2, cloud.EstimateMemberships([]int{-5}).Hours(4))
}

// TestCountsThatFail: no count is no number.
func TestCountsThatFail(t *testing.T) {
	t.Parallel()
	counted := func(count string) *cloud.Client {
		body := `{"results":[],"start":0,"limit":1,` + count + `"_links":{}}`
		return newCanned(t, canned{status: http.StatusOK, contentType: "application/json", body: body})
	}
	client := counted("")
	for _, client := range []*cloud.Client{client, counted(`"totalSize":-1,`)} {
		n, err := client.Groups.CountMembers(t.Context(), "g")
		require.ErrorIs(t, err, confluence.ErrUnexpectedContent)
		require.Zero(t, n)
	}
	_, err := client.Groups.EstimateMemberships(t.Context(), &cloud.AuditOptions{Groups: []cloud.Group{{ID: "g"}, {ID: "h"}}})
	require.ErrorIs(t, err, confluence.ErrUnexpectedContent)
	for _, o := range []cloud.AuditOptions{{Parallel: 101}, {Groups: []cloud.Group{{}}}} {
		_, err = client.Groups.EstimateMemberships(t.Context(), &o)
		require.ErrorIs(t, err, confluence.ErrInvalid)
	}
}

// TestCountGroups reads them.
func TestCountGroups(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	ada := site.AddUser(cloudtest.User{Name: "Ada"})
	for i := range 250 {
		site.AddGroup(fmt.Sprint("group ", i), ada)
	}
	n, err := site.Client().ForAccount(ada).Users.CountGroups(t.Context(), cloud.DefaultAccount)
	require.NoError(t, err)
	require.Equal(t, 250, n)
	require.Len(t, site.Exchanges(), 3)
	_, err = site.Client().Users.CountGroups(t.Context(), "")
	require.ErrorIs(t, err, confluence.ErrInvalid)
}

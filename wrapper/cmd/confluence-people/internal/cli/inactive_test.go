package cli_test

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

// TestInactiveCloudFaults: those of the export who do not come are out of the
// licence groups in the end, whatever happens in the middle.
func TestInactiveCloudFaults(t *testing.T) {
	t.Parallel()
	for _, f := range faults() {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				on := cloudtest.Start(t)
				w := world{cloud: on}
				var export strings.Builder
				export.WriteString("User id,User name,email,User status,Added to org,Confluence - x,Last seen in Confluence - x\n")
				var ids []string
				for _, days := range []int{1, 100, 200} {
					id := on.AddUser(cloudtest.User{})
					ids = append(ids, id)
					export.WriteString(id + ",N,e@x.org,Active,1 Jan 1999,User," + time.Now().AddDate(0, 0, -days).Format("2 Jan 2006") + "\n")
				}
				seats, others := on.AddGroup("confluence-users", ids...), on.AddGroup("writers", ids...)
				okta := on.AddGroup("from-okta", ids...)
				on.SetManagedBy(okta, "EXTERNAL")
				throughFault(t, w, on, site.CloudProduct, "removeMemberFromGroupByGroupId", f, []string{
					"inactive", write(t, "export.csv", export.String()), "-group", "confluence-users", "-group", "from-okta", "-days", "90", "-apply",
					"-journal", filepath.Join(t.TempDir(), "journal"),
				})
				require.Equal(t, ids[:1], on.GroupMembers(seats))
				require.Equal(t, ids, on.GroupMembers(others))
				require.Equal(t, ids, on.GroupMembers(okta))
			})
		})
	}
}

// TestInactiveDatacenterFaults: by the last login, and disabled.
func TestInactiveDatacenterFaults(t *testing.T) {
	t.Parallel()
	for _, operation := range []string{"disableUser", "removeUserFromGroup"} {
		for _, f := range faults() {
			t.Run(operation+"/"+f.name, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					on := datacentertest.Start(t)
					on.AddUser(datacentertest.User{Username: "here", LastLogin: time.Now()})
					on.AddUser(datacentertest.User{Username: "away", LastLogin: time.Now().AddDate(-1, 0, 0)})
					on.AddUser(datacentertest.User{Username: "gone", LastLogin: time.Now().AddDate(-2, 0, 0)})
					on.AddUser(datacentertest.User{Username: "never"})
					on.AddUser(datacentertest.User{Username: "off", LastLogin: time.Now().AddDate(-1, 0, 0), Disabled: true})
					on.AddGroup("confluence-users", "here", "away", "gone", "never", "off")
					throughFault(t, world{datacenter: on}, on, site.DatacenterProduct, operation, f, []string{
						"inactive", "-group", "confluence-users", "-disable", "-apply", "-journal", filepath.Join(t.TempDir(), "journal"),
					})
					require.Equal(t, []string{"here", "never", "off"}, on.GroupMembers("confluence-users"))
					require.True(t, on.IsDisabled("away"))
					require.True(t, on.IsDisabled("gone"))
					require.False(t, on.IsDisabled("here"))
					require.False(t, on.IsDisabled("never"), "they may be new")
				})
			})
		}
	}
}

// TestInactiveFreed: with groups the seats are those of their members, and the plan
// says which of them it frees: not that of somebody who is in through another group,
// or protected.
func TestInactiveFreed(t *testing.T) {
	t.Parallel()
	on := datacentertest.Start(t)
	for i, name := range []string{"here", "away", "through", "both", "kept", "elsewhere"} {
		on.AddUser(datacentertest.User{Username: name, LastLogin: time.Now().AddDate(0, 0, -100*i)})
	}
	on.AddGroup("confluence-users", "here", "away", "both", "kept")
	on.AddGroup("inner", "through", "both")
	on.NestGroup("confluence-users", "inner")
	on.AddGroup("a/b")
	on.NestGroup("inner", "a/b")
	args := []string{"inactive", "-group", "confluence-users", "-seat-price", "5.5", "-protect", "kept", "-o", filepath.Join(t.TempDir(), "x.csv")}
	got := world{datacenter: on}.run(t.Context(), site.DatacenterProduct, args...)
	require.Equal(t, 0, got.status, got.err)
	require.Contains(t, got.err, "4 of 5 seats are taken by people who were not seen for 90 days: 22.00 a month\n")
	require.Contains(t, got.out, "! group a/b is left alone: Data Center cannot address")
	require.Contains(t, got.out, "2 to do, ")
	require.Contains(t, got.err, "the plan frees 1 seat: 5.50 a month\n")
	require.NotContains(t, got.out, "elsewhere")

	got = world{datacenter: on}.run(t.Context(), site.DatacenterProduct, append(args, "-disable")...)
	require.Contains(t, got.err, "the plan frees 3 seats: 16.50 a month\n")

	got = demoRun(t, "inactive", "-demo", "-seat-price", "5.5")
	require.Contains(t, got.err, "2 of 4 seats are taken by people who were not seen for 90 days: 11.00 a month\n")
	require.Contains(t, got.err, "the plan frees 2 seats: 11.00 a month\n")
}

// TestInactiveReport: without a group it only tells, with the money.
func TestInactiveReport(t *testing.T) {
	t.Parallel()
	on := datacentertest.Start(t)
	on.AddUser(datacentertest.User{Username: "away", FullName: "Away", LastLogin: time.Now().AddDate(0, 0, -100)})
	on.AddUser(datacentertest.User{Username: "off", Disabled: true}) // takes no seat
	w := world{datacenter: on}
	got := w.run(t.Context(), site.DatacenterProduct, "inactive", "-seat-price", "5.5", "-apply")
	require.Equal(t, 0, got.status, got.err)
	require.Contains(t, got.out, "\naway,Away,away@example.com,"+time.Now().UTC().AddDate(0, 0, -100).Format(time.DateOnly)+",100\n")
	require.Contains(t, got.err, "1 of 2 seats are taken by people who were not seen for 90 days: 5.50 a month")
	require.Empty(t, writes(on))

	for want, args := range map[string][]string{
		"-disable is for Data Center alone":                     {"inactive", "x.csv", "-disable"},
		"Cloud does not tell who was seen when":                 {"inactive"},
		"-days is 0; it has to be between 1 and 36500":          {"inactive", "x.csv", "-days", "0"},
		"-days is 2147483647; it has to be between 1 and 36500": {"inactive", "x.csv", "-days", "2147483647"},
		"x.doc: the name has to end with .csv, .jsonl or .xl":   {"inactive", "x.csv", "-o", "x.doc"},
	} {
		got := w.run(t.Context(), site.CloudProduct, args...)
		require.Equal(t, 2, got.status)
		require.Contains(t, got.err, want)
	}
}

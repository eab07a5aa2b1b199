package cli_test

import (
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

// fault is what goes wrong in the middle of a run, and how the run takes it.
type fault struct {
	name  string
	fault confluencetest.Fault
	times int
	// args are further flags of the first run.
	args []string
	// status is that of the first run. After a failure the fault is mended and
	// the same command given again, which has to end well.
	status int
	// ends is when the context of the first run ends; zero for not.
	ends time.Duration
	// takes is the least time of the first run.
	takes time.Duration
	// stops is whether the first run ends at the first request of the operation.
	stops bool
	// beside is how many requests are under way at once; 0 is one.
	beside int
}

// faults are those of every command, for the operation that writes.
func faults() []fault {
	return []fault{
		{name: "none"},
		{name: "429 with Retry-After", fault: confluencetest.RetryLater(http.StatusTooManyRequests, "2"), times: 2, takes: 4 * time.Second},
		{name: "a quota that is waited for", fault: confluencetest.RetryLater(http.StatusTooManyRequests, "3600"), times: 1, takes: time.Hour},
		{
			name: "a quota that is not", fault: confluencetest.RetryLater(http.StatusTooManyRequests, "3600"), times: 0,
			args: []string{"-max-wait", "1m"}, status: 1, stops: true,
		},
		{name: "500 on one item", fault: confluencetest.Respond(http.StatusInternalServerError, "text/plain", "oops"), times: 2, status: 1},
		{name: "a connection that is cut before", fault: confluencetest.Reset(), times: 1},
		{name: "a response that is lost", fault: confluencetest.ResetAfter(), times: 1},
		{name: "a response that a gateway loses", fault: confluencetest.Lost(http.StatusGatewayTimeout), times: 1},
		{name: "a context that ends", fault: confluencetest.Hang(), times: 1, status: 1, ends: 3 * time.Second, takes: 3 * time.Second},
		{
			name: "a credential that is refused", times: 0, status: 1, stops: true,
			fault: confluencetest.Respond(http.StatusUnauthorized, "application/json", `{"message":"no"}`),
		},
	}
}

// TestMembersFaults: whatever happens in the middle, the groups are as the file
// says in the end, and nothing that was applied was sent again.
func TestMembersFaults(t *testing.T) {
	t.Parallel()
	for _, product := range []string{site.CloudProduct, site.DatacenterProduct} {
		for _, of := range []string{"add", "remove"} {
			for _, f := range faults() {
				t.Run(product+"/"+of+"/"+f.name, func(t *testing.T) {
					t.Parallel()
					synctest.Test(t, func(t *testing.T) { membersFault(t, product, of, f) })
				})
			}
		}
	}
}

// membersFault runs members -exact on two groups: two people come, two go.
func membersFault(t *testing.T, product, of string, f fault) {
	t.Helper()
	var w world
	var on server
	var check func(t *testing.T)
	var ids [4]string
	operation := map[string]string{
		"cloud/add": "addUserToGroupByGroupId", "cloud/remove": "removeMemberFromGroupByGroupId",
		"datacenter/add": "addUserToGroup", "datacenter/remove": "removeUserFromGroup",
	}[product+"/"+of]
	header := "Account id,Group"
	if product == site.CloudProduct {
		w.cloud = cloudtest.Start(t)
		for i := range ids {
			ids[i] = w.cloud.AddUser(cloudtest.User{Name: fmt.Sprint("Person ", i)})
		}
		one, two := w.cloud.AddGroup("one", ids[2]), w.cloud.AddGroup("two", ids[3], ids[0])
		check = func(t *testing.T) {
			t.Helper()
			require.Equal(t, []string{ids[0]}, w.cloud.GroupMembers(one))
			require.ElementsMatch(t, []string{ids[0], ids[1]}, w.cloud.GroupMembers(two))
		}
		on = w.cloud
	} else {
		header = "Username,Group"
		w.datacenter = datacentertest.Start(t)
		for i := range ids {
			ids[i] = fmt.Sprint("person", i)
			w.datacenter.AddUser(datacentertest.User{Username: ids[i]})
		}
		w.datacenter.AddGroup("one", ids[2])
		w.datacenter.AddGroup("two", ids[3], ids[0])
		check = func(t *testing.T) {
			t.Helper()
			require.Equal(t, []string{ids[0]}, w.datacenter.GroupMembers("one"))
			require.ElementsMatch(t, []string{ids[0], ids[1]}, w.datacenter.GroupMembers("two"))
		}
		on = w.datacenter
	}
	file := write(t, "people.csv", strings.Join([]string{header, ids[0] + ",one", ids[0] + ",two", ids[1] + ",two"}, "\n"))
	args := []string{"members", file, "-exact", "-apply", "-journal", filepath.Join(t.TempDir(), "journal")}
	throughFault(t, w, on, product, operation, f, args)
	check(t)
}

// throughFault runs a command that writes with a fault, and again where it did not
// end well. What was applied was sent once.
func throughFault(t *testing.T, w world, on server, product, operation string, f fault, args []string) {
	t.Helper()
	first := w.through(t, on, product, operation, f, args)
	for text, times := range applied(on) {
		require.Equal(t, 1, times, text)
	}
	if f.status != 0 {
		return
	}
	require.Contains(t, first.out, "0 failed, 0 not begun")
	on.ForgetExchanges()
	again := w.run(t.Context(), product, args...)
	require.Equal(t, 0, again.status, again.err+again.out)
	require.Empty(t, writes(on), "nothing is left")
}

// applied returns the writes that the site applied, with how often.
func applied(s server) map[string]int {
	sent := map[string]int{}
	for _, e := range s.Exchanges() {
		if e.Method == http.MethodGet || e.Operation == "createBulkUserLookup" || e.Status/100 != 2 {
			continue
		}
		sent[e.Operation+" "+e.Path+"?"+e.Query+" "+string(e.Body)]++
	}
	return sent
}

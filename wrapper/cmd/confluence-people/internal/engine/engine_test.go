package engine_test

import (
	"context"
	"net/http"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/engine"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/journal"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/oauth"
)

// deaf hears nothing.
type deaf struct{}

func (deaf) Start(int)             {}
func (deaf) Step(plan.Step, error) {}

// all guards nothing.
func all(plan.Step) string { return "" }

// three is a site with a journal that adds three people to a group.
func three(t *testing.T) (*cloudtest.Server, site.Site, *journal.Journal, []string) {
	t.Helper()
	on := cloudtest.Start(t)
	group := on.AddGroup("writers")
	var ids []string
	var steps []plan.Step
	for range 3 {
		id := on.AddUser(cloudtest.User{})
		ids = append(ids, id)
		steps = append(steps, plan.Step{Do: plan.Add, Who: id, Group: group})
	}
	j, err := journal.Create(filepath.Join(t.TempDir(), "journal"), journal.Heading{}, steps)
	require.NoError(t, err)
	return on, site.Cloud{Client: on.Client()}, j, ids
}

func sent(on *cloudtest.Server, operation string) (n int) {
	for _, e := range on.Exchanges() {
		if e.Operation == operation {
			n++
		}
	}
	return n
}

// TestLooksFirst: a step that an earlier run has begun is looked at, and sent only
// where it was not applied.
func TestLooksFirst(t *testing.T) {
	t.Parallel()
	on, s, j, ids := three(t)
	require.NoError(t, j.Begin(0))
	require.NoError(t, j.Begin(1))
	on.AddGroup("writers", ids[0]) // the first was applied, the second was not
	result := engine.Run(t.Context(), s, j, all, deaf{})
	require.Equal(t, engine.Result{Done: 3}, result)
	require.Equal(t, 2, sent(on, "addUserToGroupByGroupId"))
	require.Equal(t, 2, sent(on, "getGroupMembershipsForUser"))
}

// TestLeavesAlone: what the guard names is not sent. A step that was begun is looked
// at, and done if it was applied.
func TestLeavesAlone(t *testing.T) {
	t.Parallel()
	on, s, j, ids := three(t)
	require.NoError(t, j.Begin(0))
	require.NoError(t, j.Begin(1))
	on.AddGroup("writers", ids[0])
	guard := func(step plan.Step) string {
		return map[string]string{ids[0]: "protected", ids[1]: "protected"}[step.Who]
	}
	require.Equal(t, engine.Result{Done: 2, Alone: 1}, engine.Run(t.Context(), s, j, guard, deaf{}))
	require.Equal(t, []string{ids[0], ids[2]}, on.GroupMembers(on.AddGroup("writers")))
	require.True(t, j.Finished())
	require.Equal(t, engine.Result{Before: 2}, engine.Run(t.Context(), s, j, all, deaf{}), "no other run comes back to it")
	require.Equal(t, 1, sent(on, "addUserToGroupByGroupId"))

	// A look that fails leaves the step as it is.
	on, s, j, ids = three(t)
	require.NoError(t, j.Begin(0))
	on.Inject("getGroupMembershipsForUser", 0, confluencetest.Respond(http.StatusForbidden, "application/json", `{"message":"no"}`))
	guard = func(step plan.Step) string { return map[string]string{ids[0]: "protected"}[step.Who] }
	require.Equal(t, engine.Result{Done: 2, Failed: 1}, engine.Run(t.Context(), s, j, guard, deaf{}))
	_, state := j.Step(0)
	require.Equal(t, journal.Begun, state)
}

// TestDeletionsUnderWay: a deletion that may be under way stays begun, though nobody
// would begin it now.
func TestDeletionsUnderWay(t *testing.T) {
	t.Parallel()
	j, err := journal.Create(filepath.Join(t.TempDir(), "journal"), journal.Heading{}, []plan.Step{{Do: plan.Delete, Who: "ann"}})
	require.NoError(t, err)
	require.NoError(t, j.Begin(0))
	on := &refusing{} // of which nothing is done
	result := engine.Run(t.Context(), on, j, func(plan.Step) string { return "protected" }, deaf{})
	require.Equal(t, engine.Result{Alone: 1}, result)
	require.Zero(t, on.sent)
	require.False(t, j.Finished())
}

// TestStopsWhereGoingOnMakesNoSense: the first refusal of the credential, a spent
// quota and a wrong address end a run; a single person who cannot be added does not.
func TestStopsWhereGoingOnMakesNoSense(t *testing.T) {
	t.Parallel()
	for name, of := range map[string]struct {
		fault confluencetest.Fault
		stops error
	}{
		"refused":   {confluencetest.Respond(http.StatusUnauthorized, "application/json", "{}"), confluence.ErrUnauthorized},
		"quota":     {confluencetest.RetryLater(http.StatusTooManyRequests, "3600"), confluence.ErrQuota},
		"forbidden": {confluencetest.Respond(http.StatusForbidden, "application/json", `{"message":"Not this one"}`), nil},
		"not found": {confluencetest.Respond(http.StatusNotFound, "application/json", `{"statusCode":404,"message":"No user"}`), nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			on, s, j, _ := three(t)
			on.Inject("addUserToGroupByGroupId", 0, of.fault)
			result := engine.Run(t.Context(), s, j, all, deaf{})
			if of.stops == nil {
				require.Equal(t, engine.Result{Failed: 3}, result)
				require.Equal(t, 3, sent(on, "addUserToGroupByGroupId"))
			} else {
				require.ErrorIs(t, result.Stopped, of.stops)
				require.Equal(t, 3, result.Left)
				require.Equal(t, 1, sent(on, "addUserToGroupByGroupId"))
			}
			on.Heal()
			again := site.Cloud{Client: on.Client()} // the first knows when the quota is renewed, and sends nothing before
			require.True(t, engine.Run(t.Context(), again, j, all, deaf{}).OK())
		})
	}
}

// refusing is a site of which a step cannot even be signed.
type refusing struct {
	site.Site

	err  error
	sent int
}

func (r *refusing) Do(context.Context, plan.Step, func(string)) error {
	r.sent++
	return r.err
}

func (r *refusing) Done(context.Context, plan.Step) (bool, error) { return false, nil }

// TestStopsWithoutGrant: a grant that is gone ends a run, as a refusal does.
func TestStopsWithoutGrant(t *testing.T) {
	t.Parallel()
	for _, gone := range []error{oauth.ErrConsent, oauth.ErrClient} {
		_, s, j, _ := three(t)
		on := &refusing{Site: s, err: &confluence.Error{Err: gone}}
		result := engine.Run(t.Context(), on, j, all, deaf{})
		require.ErrorIs(t, result.Stopped, gone)
		require.Equal(t, 3, result.Left)
		require.Equal(t, 1, on.sent)
	}
}

// TestContextEnds: the step under way stays begun, so that the next run looks.
func TestContextEnds(t *testing.T) {
	t.Parallel()
	on, s, j, ids := three(t)
	ctx, cancel := context.WithCancel(t.Context())
	on.Inject("addUserToGroupByGroupId", 1, confluencetest.Hang())
	go func() {
		for sent(on, "addUserToGroupByGroupId") == 0 {
			runtime.Gosched()
		}
		cancel()
	}()
	result := engine.Run(ctx, s, j, all, deaf{})
	require.ErrorIs(t, result.Stopped, context.Canceled)
	require.Equal(t, 3, result.Left)
	_, state := j.Step(0)
	require.Equal(t, journal.Begun, state)
	require.True(t, engine.Run(t.Context(), s, j, all, deaf{}).OK())
	require.Len(t, on.GroupMembers(on.AddGroup("writers")), len(ids))
}

// TestWithoutJournal: nothing is sent that could not be written down.
func TestWithoutJournal(t *testing.T) {
	t.Parallel()
	on, s, j, _ := three(t)
	require.NoError(t, j.Close())
	result := engine.Run(t.Context(), s, j, all, deaf{})
	require.ErrorContains(t, result.Stopped, "nothing more is sent without a journal")
	require.Zero(t, sent(on, "addUserToGroupByGroupId"))
}

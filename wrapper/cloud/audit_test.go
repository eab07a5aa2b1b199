package cloud_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// tally counts what has come of an audit that goes on from process to process.
type tally struct {
	groups, people []string
	group, person  map[string]int // numbers by id
	kept           [][]int        // how often each membership has come
	since          [][2]int       // those after the last checkpoint
	from           *cloud.AuditCheckpoint
}

func newTally(groups, people []string) *tally {
	t := &tally{groups: groups, people: people, group: map[string]int{}, person: map[string]int{}}
	for i, id := range people {
		t.person[id] = i
	}
	for i, id := range groups {
		t.group[id] = i
	}
	t.forget()
	return t
}

func (a *tally) forget() {
	a.from, a.kept = nil, make([][]int, len(a.groups))
	for i := range a.kept {
		a.kept[i] = make([]int, len(a.people))
	}
}

// keep keeps a checkpoint, and the rows before it.
func (a *tally) keep(c cloud.AuditCheckpoint) error {
	for _, at := range a.since {
		a.kept[at[0]][at[1]]++
	}
	a.since = a.since[:0]
	text, err := json.Marshal(c)
	a.from = new(cloud.AuditCheckpoint)
	return errors.Join(err, json.Unmarshal(text, a.from))
}

// run walks until the end, an error, or after so many rows; what came after the last
// checkpoint is then lost. It reports whether there is more to come.
func (a *tally) run(t *testing.T, client *cloud.Client, o cloud.AuditOptions, rows int) (more bool, err error) {
	t.Helper()
	a.since = a.since[:0]
	o.From, o.OnCheckpoint = a.from, a.keep
	for m, err := range client.Groups.AllMemberships(t.Context(), &o) {
		if err != nil {
			return true, err
		}
		a.since = append(a.since, [2]int{a.group[m.Group.ID], a.person[m.Member.AccountID]})
		if rows--; rows == 0 {
			return true, nil
		}
	}
	return false, nil
}

// requireOnce asserts that everybody who is in a group came once.
func (a *tally) requireOnce(t *testing.T, members func(group string) []string) {
	t.Helper()
	for i, id := range a.groups {
		for _, who := range members(id) {
			require.Equal(t, 1, a.kept[i][a.person[who]])
		}
		require.LessOrEqual(t, slices.Max(a.kept[i]), 1)
	}
}

// newProcess returns the client of a new process, which knows nothing of the others.
func newProcess(t *testing.T, patience time.Duration, connect func(...confluence.Option) (*cloud.Client, error)) *cloud.Client {
	t.Helper()
	budget, err := confluence.NewBudget(&confluence.BudgetOptions{Points: 65_000})
	require.NoError(t, err)
	client, err := connect(confluence.WithBudget(budget), confluence.WithRetry(confluence.RetryOptions{QuotaPatience: patience}))
	require.NoError(t, err)
	return client
}

// audited is a site whose groups all have the same members.
type audited struct {
	*cloudtest.Server
	*tally
}

func newAudited(t *testing.T, groups, members int) *audited {
	t.Helper()
	site := cloudtest.Start(t)
	site.CheckEvery(100)
	site.KeepRecord(100)
	var ids, people []string
	for i := range members {
		people = append(people, site.AddUser(cloudtest.User{Name: "Person " + strconv.Itoa(i)}))
	}
	for i := range groups {
		ids = append(ids, site.AddGroup(fmt.Sprintf("group %05d", i), people...))
	}
	return &audited{site, newTally(ids, people)}
}

func (a *audited) process(t *testing.T, patience time.Duration) *cloud.Client {
	t.Helper()
	return newProcess(t, patience, func(opts ...confluence.Option) (*cloud.Client, error) {
		return a.NewClient(a.Auth(a.AdminID()), opts...)
	})
}

// TestAllMemberships: who is in which group, in the order of groups and members.
func TestAllMemberships(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	ada, ben := site.AddUser(cloudtest.User{Name: "Ada"}), site.AddUser(cloudtest.User{Name: "Ben"})
	readers, writers := site.AddGroup("readers", ben, ada), site.AddGroup("writers", ada)
	site.AddGroup("staff")
	client := site.Client()
	walk := func(o *cloud.AuditOptions) []string {
		t.Helper()
		names, err := rows(client.Groups.AllMemberships(t.Context(), o), func(m cloud.Membership) string {
			return m.Group.Name + " " + m.Member.DisplayName
		})
		require.NoError(t, err)
		return names
	}
	require.Equal(t, []string{"readers Ben", "readers Ada", "writers Ada"}, walk(nil))
	given := []cloud.Group{{ID: writers, Name: "W"}, {ID: readers}}
	seq := client.Groups.AllMemberships(t.Context(), &cloud.AuditOptions{Groups: given, Parallel: 1, Expand: []string{cloud.ExpandOperations}})
	given[0] = cloud.Group{}
	all, err := confluence.Collect(seq)
	require.NoError(t, err)
	require.Len(t, all, 3)
	require.Equal(t, "W", all[0].Group.Name, "as it was given")
	require.NotEmpty(t, all[0].Member.Operations)
	require.Equal(t, "user "+ada+" (known) in group W ("+writers+")", all[0].String())
	require.Empty(t, walk(&cloud.AuditOptions{Groups: []cloud.Group{}}))

	for _, err := range client.Groups.AllMemberships(t.Context(), &cloud.AuditOptions{Groups: []cloud.Group{{Name: "writers"}}}) {
		require.ErrorIs(t, err, confluence.ErrInvalid)
	}
	site.Inject("getGroupMembersByGroupId", 1, confluencetest.Respond(http.StatusForbidden, "application/json", `{"message":"no"}`))
	var failed []string
	names := walk(&cloud.AuditOptions{Parallel: 1, OnGroupError: func(g cloud.Group, err error) error {
		require.ErrorIs(t, err, confluence.ErrForbidden)
		failed = append(failed, g.Name)
		return nil
	}})
	require.Equal(t, []string{"readers"}, failed)
	require.Equal(t, []string{"writers Ada"}, names)
}

// TestAuditKilledAtRandom: killed at any of 100 random points, and gone on with by
// another process, with members leaving in between, an audit has everybody who stayed
// once.
func TestAuditKilledAtRandom(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(7, 1))
	a := newAudited(t, 12, 250)
	admin := a.Client()
	for k := range 100 {
		a.forget()
		more, err := a.run(t, a.process(t, 0), cloud.AuditOptions{}, 1+rng.IntN(2800))
		require.NoError(t, err)
		for range k % 3 {
			group := rng.IntN(len(a.groups))
			members := a.GroupMembers(a.groups[group])
			require.NoError(t, admin.Groups.RemoveMember(t.Context(), a.groups[group], members[rng.IntN(len(members))]))
		}
		if more {
			_, err = a.run(t, a.process(t, 0), cloud.AuditOptions{}, 0)
			require.NoError(t, err)
		}
		a.requireOnce(t, a.GroupMembers)
	}
}

// TestAuditWithoutPatience: a used-up quota is one error, which says when it is
// renewed, and nothing is sent until then; then the audit goes on where it was.
func TestAuditWithoutPatience(t *testing.T) {
	t.Parallel()
	for name, style := range quotaStyles() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				a := newAudited(t, 200, 200)
				a.Inject("", 0, confluencetest.Delay(100*time.Millisecond))
				a.LimitPoints(cloudtest.PointsQuota{Points: 65_000, Headers: style})
				o := cloud.AuditOptions{}
				for _, id := range a.groups {
					o.Groups = append(o.Groups, cloud.Group{ID: id})
				}
				client := a.process(t, 0)
				_, err := a.run(t, client, o, 0)
				require.ErrorIs(t, err, confluence.ErrQuota)
				failure, _ := errors.AsType[*confluence.Error](err)
				require.WithinDuration(t, time.Now().Truncate(time.Hour).Add(time.Hour), failure.Reset, 10*time.Second)
				require.Greater(t, a.from.Memberships, 28_000, "what the quota allows came")
				sent := a.Counts().Requests
				for range 10 {
					_, err = a.run(t, client, o, 0)
					require.ErrorIs(t, err, confluence.ErrQuota)
				}
				require.LessOrEqual(t, a.Counts().Requests, sent+1, "one for the last points")
				require.LessOrEqual(t, a.QuotaWindows()[0].Refused, 1)
				time.Sleep(time.Until(failure.Reset) + 10*time.Second) // not all come back at once
				more, err := a.run(t, client, o, 0)
				require.NoError(t, err)
				require.False(t, more)
				a.requireOnce(t, a.GroupMembers)
			})
		})
	}
}

// TestAuditOfAnUnknownQuota: where neither the program nor the service says how many
// points an hour has, the first hour finds out, and later ones have one refusal.
func TestAuditOfAnUnknownQuota(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newAudited(t, 80, 30)
		a.LimitPoints(cloudtest.PointsQuota{Points: 1000, Headers: cloudtest.QuotaGateway})
		client, err := a.NewClient(a.Auth(a.AdminID()), confluence.WithRetry(confluence.RetryOptions{QuotaPatience: 24 * time.Hour}))
		require.NoError(t, err)
		_, err = a.run(t, client, cloud.AuditOptions{}, 0)
		require.NoError(t, err)
		a.requireOnce(t, a.GroupMembers)
		hours := a.QuotaWindows()
		require.GreaterOrEqual(t, len(hours), 4)
		for _, hour := range hours[1:] {
			require.LessOrEqual(t, hour.Refused, 1, "%v", hours)
		}
	})
}

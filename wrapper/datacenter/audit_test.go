package datacenter_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

// TestAllMemberships: who is in which group, in the order of groups and members.
func TestAllMemberships(t *testing.T) {
	t.Parallel()
	site := datacentertest.Start(t)
	for _, name := range []string{"ada", "ben"} {
		site.AddUser(datacentertest.User{Username: name, FullName: "Somebody"})
	}
	site.AddGroup("readers", "ben", "ada")
	site.AddGroup("staff")
	site.AddGroup("writers", "ada")
	site.NestGroup("staff", "readers")
	client := site.Client()
	walk := func(o *datacenter.AuditOptions) []string {
		t.Helper()
		all, err := confluence.Collect(client.Groups.AllMemberships(t.Context(), o))
		require.NoError(t, err)
		var names []string
		for _, m := range all {
			if m.Member.Username != site.AdminName() {
				names = append(names, m.Group.Name+" "+m.Member.Username)
			}
		}
		return names
	}
	require.Equal(t, []string{"readers ben", "readers ada", "writers ada"}, walk(nil), "whoever is in a group itself")
	require.Equal(t, []string{"writers ada", "readers ben", "readers ada"}, walk(&datacenter.AuditOptions{
		Groups: []datacenter.Group{{Name: "writers"}, {Name: "readers"}, {Name: "writers"}}, Parallel: 1,
	}))
	all, err := confluence.Collect(client.Groups.AllMemberships(t.Context(), &datacenter.AuditOptions{
		Groups: []datacenter.Group{{Name: "writers"}}, Expand: []string{datacenter.ExpandStatus},
	}))
	require.NoError(t, err)
	require.Equal(t, datacenter.StatusCurrent, all[0].Member.Status)
	require.Equal(t, all[0].Member.String()+" in group writers", all[0].String())
	require.NotContains(t, all[0].String(), "Somebody")

	gone := &datacenter.AuditOptions{Groups: []datacenter.Group{{Name: "gone"}, {Name: "writers"}}}
	for _, err := range client.Groups.AllMemberships(t.Context(), gone) {
		require.ErrorIs(t, err, confluence.ErrNotFound)
		require.ErrorContains(t, err, "group gone: ")
	}
	gone.OnGroupError = func(datacenter.Group, error) error { return nil }
	require.Equal(t, []string{"writers ada"}, walk(gone))
}

// TestAuditKilledAtRandom: killed at any of 100 random points, and gone on with by
// another process, with members leaving in between, an audit has everybody who stayed
// once.
func TestAuditKilledAtRandom(t *testing.T) {
	t.Parallel()
	site := datacentertest.Start(t)
	site.CheckEvery(100)
	var people []string
	for i := range 250 {
		people = append(people, fmt.Sprintf("person%03d", i))
		site.AddUser(datacentertest.User{Username: people[i]})
	}
	for i := range 10 {
		site.AddGroup(fmt.Sprintf("group %02d", i), people...)
	}
	rng := rand.New(rand.NewPCG(7, 1))
	for k := range 100 {
		kept, since, killed := map[string]int{}, []string(nil), 1+rng.IntN(2400)
		var from *datacenter.AuditCheckpoint
		for more := true; more; {
			more = false
			keep := func(c datacenter.AuditCheckpoint) error {
				for _, row := range since {
					kept[row]++
				}
				since = nil
				text, err := json.Marshal(c)
				from = new(datacenter.AuditCheckpoint)
				return errors.Join(err, json.Unmarshal(text, from))
			}
			for m, err := range site.Client().Groups.AllMemberships(t.Context(), &datacenter.AuditOptions{From: from, OnCheckpoint: keep}) {
				require.NoError(t, err)
				since = append(since, m.Group.Name+"/"+m.Member.Username)
				if killed--; killed == 0 {
					more = true
					break
				}
			}
			since = nil
			for range k % 3 {
				group := fmt.Sprintf("group %02d", rng.IntN(10))
				members := site.GroupMembers(group)
				require.NoError(t, site.Client().Groups.RemoveMember(t.Context(), group, members[rng.IntN(len(members))]))
			}
		}
		for _, group := range site.Groups() {
			for _, who := range site.GroupMembers(group) {
				require.Equal(t, 1, kept[group+"/"+who])
			}
		}
		for row, times := range kept {
			require.Equal(t, 1, times, row)
		}
	}
}

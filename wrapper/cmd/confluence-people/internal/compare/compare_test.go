package compare_test

import (
	"context"
	"iter"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/compare"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/input"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/roster"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// made is a site made by hand, in states that the test servers do not get into.
type made struct {
	site.Site

	product string
	people  []site.Person
	groups  []site.Group
	members map[string][]site.Person
	// watchers are those of spaces.
	watchers map[string][]site.Person
}

func (m made) SpaceWatchers(_ context.Context, key string) iter.Seq2[site.Person, error] {
	return rows(m.watchers[key])
}

func (m made) Product() string { return m.product }

func (m made) Everybody(context.Context) iter.Seq2[site.Person, error] { return rows(m.people) }

func (m made) Lookup(context.Context, []string) ([]site.Person, error) { return m.people, nil }

func (m made) Groups(context.Context) iter.Seq2[site.Group, error] { return rows(m.groups) }

func (m made) GiveAccess(context.Context) iter.Seq2[site.Group, error] { return rows[site.Group](nil) }

func (m made) Subgroups(context.Context, string) iter.Seq2[site.Group, error] {
	return rows[site.Group](nil)
}

func (m made) Members(_ context.Context, id string) iter.Seq2[site.Person, error] {
	return rows(m.members[id])
}

func rows[T any](all []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, row := range all {
			if !yield(row, nil) {
				return
			}
		}
	}
}

type deaf struct{}

func (deaf) Begin(string, int) {}
func (deaf) Advance(int)       {}
func (deaf) End()              {}

// TestRun: somebody without an address, groups that share a name, and members whom
// Cloud hides.
func TestRun(t *testing.T) {
	t.Parallel()
	ann := site.Person{ID: "ann", Email: "ann@example.com"}
	none := site.Person{ID: "none"}
	gone := site.Person{ID: "gone", Inactive: true}
	here := made{
		product: site.DatacenterProduct, people: []site.Person{none, gone, ann},
		groups:  []site.Group{{ID: "twins", Name: "twins"}, {ID: "writers", Name: "writers"}},
		members: map[string][]site.Person{"twins": {ann}, "writers": {ann, none, gone}},
	}
	there := made{
		product: site.CloudProduct, people: []site.Person{{ID: "a1", Name: "Ann", Email: "ANN@example.com"}},
		groups:  []site.Group{{ID: "g1", Name: "twins"}, {ID: "g2", Name: "twins"}, {ID: "g3", Name: "writers"}, {ID: "g4", Name: "Writers"}},
		members: map[string][]site.Person{"g3": {{}, {ID: "a9"}}},
	}
	finder, err := roster.NewPeople(there)
	require.NoError(t, err)
	differences, steps, err := compare.Run(t.Context(), here, there, finder, compare.Options{Groups: here.groups}, deaf{})
	require.NoError(t, err)
	require.Equal(t, []compare.Difference{
		{Kind: compare.NoAddress, Who: "none", Text: "a migration needs one"},
		{Kind: compare.AmbiguousGroup, Where: "twins", Text: "2 groups have the name"},
		{Kind: compare.MembershipMissing, Who: "ann", Account: "a1", Where: "writers"},
		{Kind: compare.MembershipTooMany, Account: "hidden", Where: "writers"},
		{Kind: compare.MembershipTooMany, Account: "a9", Where: "writers"},
	}, differences)
	require.Equal(t, []plan.Step{{Do: plan.Add, Who: "a1", Name: "Ann", Group: "g3", GroupName: "writers"}}, steps.Steps)
}

// TestMappingBesideAddresses: a mapping stands in for an address that is missing.
func TestMappingBesideAddresses(t *testing.T) {
	t.Parallel()
	none := site.Person{ID: "none"}
	here := made{
		product: site.DatacenterProduct, people: []site.Person{none}, groups: []site.Group{{ID: "writers", Name: "writers"}},
		members: map[string][]site.Person{"writers": {none}},
	}
	there := made{product: site.CloudProduct, people: []site.Person{{ID: "a1"}}, groups: []site.Group{{ID: "g1", Name: "writers"}}}
	finder, err := roster.NewPeople(there)
	require.NoError(t, err)
	differences, steps, err := compare.Run(t.Context(), here, there, finder,
		compare.Options{Groups: here.groups, Mapping: map[string]string{"none": "a1"}}, deaf{})
	require.NoError(t, err)
	require.Len(t, steps.Steps, 1)
	require.Equal(t, []compare.Kind{compare.NoAddress, compare.MembershipMissing}, []compare.Kind{differences[0].Kind, differences[1].Kind})
}

// TestTwoUsersOneAccount: a mapping may join two users in one account, which is added
// and made a watcher once, and counted once.
func TestTwoUsersOneAccount(t *testing.T) {
	t.Parallel()
	ann, ann2 := site.Person{ID: "ann", Email: "ann@example.com"}, site.Person{ID: "ann-admin", Email: "ann@admin.example"}
	both := []site.Person{ann, ann2}
	here := made{
		product: site.DatacenterProduct, people: both, watchers: map[string][]site.Person{"DOCS": both, "HR": both},
		groups:  []site.Group{{ID: "readers", Name: "readers"}, {ID: "writers", Name: "writers"}},
		members: map[string][]site.Person{"readers": both, "writers": both},
	}
	account := site.Person{ID: "a1", Name: "Ann"}
	there := made{
		product: site.CloudProduct, people: []site.Person{account}, watchers: map[string][]site.Person{"HR": {account}},
		groups:  []site.Group{{ID: "g1", Name: "readers"}, {ID: "g2", Name: "writers"}},
		members: map[string][]site.Person{"g1": {account}},
	}
	finder, err := roster.NewPeople(there)
	require.NoError(t, err)
	differences, steps, err := compare.Run(t.Context(), here, there, finder, compare.Options{
		Groups: here.groups, Spaces: []string{"DOCS", "HR"}, Mapping: map[string]string{"ann": "a1", "ann-admin": "a1"},
	}, deaf{})
	require.NoError(t, err)
	require.Equal(t, []compare.Difference{
		{Kind: compare.MembershipMissing, Who: "ann", Account: "a1", Where: "writers"},
		{Kind: compare.WatchMissing, Who: "ann", Account: "a1", Where: "DOCS"},
	}, differences)
	require.Equal(t, []plan.Step{
		{Do: plan.Add, Who: "a1", Name: "Ann", Group: "g2", GroupName: "writers"},
		{Do: plan.WatchSpace, Who: "a1", Name: "Ann", What: "DOCS"},
	}, steps.Steps)
	require.Equal(t, 2, steps.Keep)
}

// TestMapping: user names are those of Data Center whatever their case, and one that is
// nobody's is told.
func TestMapping(t *testing.T) {
	t.Parallel()
	here := made{
		product: site.DatacenterProduct, people: []site.Person{{ID: "Ann", Email: "ann@old.example"}},
		groups:  []site.Group{{ID: "writers", Name: "writers"}},
		members: map[string][]site.Person{"writers": {{ID: "Ann"}}},
	}
	there := made{product: site.CloudProduct, people: []site.Person{{ID: "a1", Name: "Ann"}}, groups: []site.Group{{ID: "g1", Name: "writers"}}}
	table, err := input.Read("m.csv", strings.NewReader("Username,Account id\nANN,a1\nann,a1\nmisspelt,a1\n"))
	require.NoError(t, err)
	mapping, faults := compare.ReadMapping(table)
	require.NoError(t, faults.Err())
	finder, err := roster.NewPeople(there)
	require.NoError(t, err)
	differences, steps, err := compare.Run(t.Context(), here, there, finder, compare.Options{Groups: here.groups, Mapping: mapping}, deaf{})
	require.NoError(t, err)
	require.Equal(t, []compare.Difference{
		{Kind: compare.MappingNamesNobody, Who: "misspelt", Account: "a1", Text: "Data Center has no such user"},
		{Kind: compare.MembershipMissing, Who: "Ann", Account: "a1", Where: "writers"},
	}, differences)
	require.Len(t, steps.Steps, 1)

	table, err = input.Read("m.csv", strings.NewReader("Username,Account id\nANN,a1\nann,a2\n"))
	require.NoError(t, err)
	_, faults = compare.ReadMapping(table)
	require.EqualError(t, faults.Err(), "m.csv:3:1: the user has another account in the file already")
}

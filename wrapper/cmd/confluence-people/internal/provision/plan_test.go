package provision_test

import (
	"context"
	"iter"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/input"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/provision"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// made is an instance made by hand, with names that the test server does not take.
type made struct {
	site.Site

	people  []site.Person
	groups  []site.Group
	members map[string][]site.Group // by the name as the instance writes it
}

func (m made) Product() string { return site.DatacenterProduct }

func (m made) Everybody(context.Context) iter.Seq2[site.Person, error] { return rows(m.people) }

func (m made) Groups(context.Context) iter.Seq2[site.Group, error] { return rows(m.groups) }

func (m made) GroupsOf(_ context.Context, id string) iter.Seq2[site.Group, error] {
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

// planned plans a file.
func planned(t *testing.T, on made, text string, o provision.Options) plan.Plan {
	t.Helper()
	table, err := input.Read("f.csv", strings.NewReader(text))
	require.NoError(t, err)
	wanted, faults := provision.Rows(table)
	require.NoError(t, faults.Err())
	steps, err := provision.Plan(t.Context(), on, wanted, o, deaf{})
	require.NoError(t, err)
	return steps
}

// TestNamesInOtherCase: a directory may write names with capitals; they are those of
// the file, and nobody is created, disabled or added again for it.
func TestNamesInOtherCase(t *testing.T) {
	t.Parallel()
	on := made{
		people: []site.Person{
			{ID: "Ann", Name: "Ann", Email: "ANN@example.com"},
			{ID: "BEN", Name: "Ben", Email: "ben@example.com", Inactive: true},
			{ID: "Eve", Name: "Eve"},
		},
		groups:  []site.Group{{ID: "writers", Name: "writers"}, {ID: "editors", Name: "editors"}},
		members: map[string][]site.Group{"Ann": {{ID: "Writers", Name: "Writers"}}},
	}
	got := planned(t, on, "Username;Full name;Email;Groups\nann;Ann;ann@example.com;WRITERS,editors\nben;Ben;ben@example.com;\n",
		provision.Options{DisableMissing: true, Enable: true})
	require.Equal(t, []plan.Step{
		{Do: plan.Add, Who: "Ann", Name: "Ann", Group: "editors", GroupName: "editors"},
		{Do: plan.Enable, Who: "BEN", Name: "Ben"},
		{Do: plan.Disable, Who: "Eve", Name: "Eve"},
	}, got.Steps)
	require.Equal(t, 3, got.Keep)
}

// TestRowsInOtherCase: two rows whose user names differ in case alone are of one
// account.
func TestRowsInOtherCase(t *testing.T) {
	t.Parallel()
	table, err := input.Read("f.csv", strings.NewReader("Username,Full name,Email\nann,Ann,ann@example.com\nAnn,Ann,ann@example.com\n"))
	require.NoError(t, err)
	_, faults := provision.Rows(table)
	require.EqualError(t, faults.Err(), "f.csv:3:1: must not contain upper case\nf.csv:3:1: the user name is that of line 2")
}

// TestGroupWithComma: a name with a comma in it is one group, if it can be no others.
func TestGroupWithComma(t *testing.T) {
	t.Parallel()
	on := made{groups: []site.Group{{ID: "sales, north", Name: "sales, north"}, {ID: "writers", Name: "writers"}}}
	for _, cell := range []string{"sales, north; writers", "Sales, North"} {
		got := planned(t, on, "Username,Full name,Email,Groups\nann,Ann,ann@example.com,\""+cell+"\"\n", provision.Options{})
		require.Equal(t, "sales, north", got.Steps[1].Group)
	}
}

// TestNamesThatLookAlike: a name that reads as another, or is not written as it reads,
// would be a new account beside the one that is meant.
func TestNamesThatLookAlike(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"\u0430nn":     "mixes letters of the Cyrillic and the Latin alphabet, which look alike",
		"ann\u03bf":    "mixes letters of the Latin and the Greek alphabet, which look alike",
		"a\u200bnn":    "has a character that cannot be seen (U+200B)",
		"a\u00a0nn":    "has a character that cannot be seen (U+00A0)",
		"\uff41nn":     "has a character that looks like another (U+FF41)",
		"\u212aate":    "has a character that looks like another (U+212A)",
		"\u017fam":     "has a character that looks like another (U+017F)",
		"\u0430\u043d": "",
		"jose\u0301":   "",
	} {
		table, err := input.Read("f.csv", strings.NewReader("Username,Full name,Email\n"+name+",\u0410nn,ann@example.com\n"))
		require.NoError(t, err)
		_, faults := provision.Rows(table)
		if want == "" {
			require.NoError(t, faults.Err(), "%+q", name)
			continue
		}
		require.ErrorContains(t, faults.Err(), "f.csv:2:1: "+want, "%+q", name)
		table, err = input.Read("f.csv", strings.NewReader("Username,Full name,Email\nann,Ann,"+name+"@example.com\n"))
		require.NoError(t, err)
		_, faults = provision.Rows(table)
		require.ErrorContains(t, faults.Err(), "f.csv:2:9: "+want, "%+q", name)
	}
}

// TestNamesComposed: a name is that of the account whose accents are written in the
// other way.
func TestNamesComposed(t *testing.T) {
	t.Parallel()
	on := made{people: []site.Person{{ID: "jos\u00e9", Name: "Jos\u00e9", Email: "jose@example.com"}}}
	got := planned(t, on, "Username,Full name,Email\njose\u0301,Jose\u0301,jose@example.com\n", provision.Options{DisableMissing: true})
	require.Empty(t, got.Steps)
}

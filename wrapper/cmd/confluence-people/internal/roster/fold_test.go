package roster_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/input"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/roster"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

const (
	composed   = "Caf\u00e9"
	decomposed = "Cafe\u0301"
)

// TestComposed: a name is the same however its accents are written, for groups and for
// addresses.
func TestComposed(t *testing.T) {
	t.Parallel()
	for there, asked := range map[string]string{composed: decomposed, decomposed: composed} {
		on := made{product: site.CloudProduct, groups: []site.Group{{ID: "g1", Name: there}}, people: []site.Person{{ID: "a1", Email: there + "@example.com"}}}
		groups, err := roster.ReadGroups(t.Context(), on)
		require.NoError(t, err)
		found, faults := groups.Find(input.Cell{Text: asked})
		require.NoError(t, faults.Err())
		require.Equal(t, on.groups, found)
		finder, err := roster.NewPeople(on)
		require.NoError(t, err)
		people, faults, err := finder.Find(t.Context(), []roster.Ref{roster.Name("f", asked+"@example.com")})
		require.NoError(t, err)
		require.NoError(t, faults.Err())
		require.Equal(t, on.people, people)
	}
	on := made{product: site.CloudProduct, groups: []site.Group{{ID: "g1", Name: composed}, {ID: "g2", Name: decomposed}}}
	groups, err := roster.ReadGroups(t.Context(), on)
	require.NoError(t, err)
	_, faults := groups.Find(input.Cell{Text: composed})
	require.ErrorContains(t, faults.Err(), "several groups are called "+composed)
}

// TestLookAlikes: letters whose lower case is that of another letter make no address of
// somebody else's.
func TestLookAlikes(t *testing.T) {
	t.Parallel()
	for _, like := range []string{"\u212aate@example.com", "ka\u0442e@example.com", "\u0130an@example.com"} {
		on := made{product: site.CloudProduct, people: []site.Person{{ID: "a1", Email: like}}}
		finder, err := roster.NewPeople(on)
		require.NoError(t, err)
		for _, asked := range []string{"kate@example.com", "KATE@example.com", "ian@example.com", "IAN@EXAMPLE.COM"} {
			_, faults, err := finder.Find(t.Context(), []roster.Ref{roster.Name("f", asked)})
			require.NoError(t, err)
			require.ErrorContains(t, faults.Err(), "no account shows the address "+asked, like)
		}
		require.Equal(t, roster.Fold(like), roster.Fold(roster.Fold(like)))
	}
}

// TestFold: upper and lower case are the same as Data Center has it, whatever the
// language of the machine: of the four letters i of Turkish two are those of ASCII.
func TestFold(t *testing.T) {
	t.Parallel()
	for _, same := range [][2]string{{"IAN", "ian"}, {"\u0130an", "I\u0307AN"}, {"\u0130an", "i\u0307an"}, {"\u00c9va", "e\u0301va"}} {
		require.Equal(t, roster.Fold(same[0]), roster.Fold(same[1]))
	}
	for _, apart := range [][2]string{{"\u0130an", "ian"}, {"\u0131an", "ian"}, {"\u0131an", "IAN"}, {"\u0130an", "\u0131an"}} {
		require.NotEqual(t, roster.Fold(apart[0]), roster.Fold(apart[1]))
	}
}

// TestGroupCalledAsAnother: a group whose name is the id of another is not meant by it
// in silence.
func TestGroupCalledAsAnother(t *testing.T) {
	t.Parallel()
	on := made{product: site.CloudProduct, groups: []site.Group{{ID: "g1", Name: "writers"}, {ID: "g2", Name: "g1"}, {ID: "g1", Name: "writers"}}}
	groups, err := roster.ReadGroups(t.Context(), on)
	require.NoError(t, err)
	_, faults := groups.Find(input.Cell{Text: "g1", File: "f"})
	require.EqualError(t, faults.Err(), "f: g1 is the id of one group and the name of another; give the id g2, or the name writers")
	found, faults := groups.Find(input.Cell{Text: "writers"})
	require.NoError(t, faults.Err(), "a group that is listed twice is one")
	require.Equal(t, on.groups[:1], found)
}

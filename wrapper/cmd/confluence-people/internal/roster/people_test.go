package roster_test

import (
	"context"
	"iter"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/input"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/roster"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// made is a site made by hand.
type made struct {
	site.Site

	product string
	people  []site.Person
	groups  []site.Group
}

func (m made) Product() string { return m.product }

func (m made) Everybody(context.Context) iter.Seq2[site.Person, error] { return rows(m.people) }

func (m made) Groups(context.Context) iter.Seq2[site.Group, error] { return rows(m.groups) }

// Lookup finds names of Data Center in upper and lower case, as the product does.
func (m made) Lookup(_ context.Context, ids []string) (found []site.Person, _ error) {
	for _, id := range ids {
		for _, person := range m.people {
			if person.ID == id || m.product == site.DatacenterProduct && strings.EqualFold(person.ID, id) {
				found = append(found, person)
			}
		}
	}
	return found, nil
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

func table(t *testing.T, text string) *input.Table {
	t.Helper()
	read, err := input.Read("f.csv", strings.NewReader(text))
	require.NoError(t, err)
	return read
}

// TestExportAndSite: an account whose address both an export and the site tell is
// one, also where another row makes the site be asked after the export.
func TestExportAndSite(t *testing.T) {
	t.Parallel()
	for _, product := range []string{site.CloudProduct, site.DatacenterProduct} {
		on := made{product: product, people: []site.Person{
			{ID: "a1", Email: "ann@example.com"}, {ID: "b2", Email: "ben@example.com"}, {ID: "c3", Email: "ann@other.example"},
		}}
		finder, err := roster.NewPeople(on, table(t, "User id,Email\na1,ann@example.com\na1,Ann@Example.com\n"))
		require.NoError(t, err)
		refs := []roster.Ref{roster.Name("f", "ANN@example.com"), roster.Name("f", "ben@example.com")}
		found, faults, err := finder.Find(t.Context(), refs)
		require.NoError(t, err)
		require.Empty(t, faults)
		require.Equal(t, on.people[:2], found)
		both, err := finder.WithAddresses(t.Context(), []string{"ann@example.com", "nobody@example.com"})
		require.NoError(t, err)
		require.Equal(t, [][]site.Person{{on.people[0]}, nil}, both)
	}
}

// TestExportAgainstSite: an address that the export and the site give to two
// accounts is ambiguous.
func TestExportAgainstSite(t *testing.T) {
	t.Parallel()
	on := made{product: site.CloudProduct, people: []site.Person{
		{ID: "a1", Email: ""}, {ID: "b2", Email: "ann@example.com"}, {ID: "c3", Email: "cat@example.com"},
	}}
	finder, err := roster.NewPeople(on, table(t, "User id,Email\na1,ann@example.com\n"))
	require.NoError(t, err)
	_, faults, err := finder.Find(t.Context(), []roster.Ref{roster.Name("f", "ann@example.com"), roster.Name("f", "cat@example.com")})
	require.NoError(t, err)
	require.EqualError(t, faults.Err(), "f: several accounts have the address ann@example.com: a1, b2; give the one that is meant")
}

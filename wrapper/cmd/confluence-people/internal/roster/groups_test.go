package roster_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/input"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/roster"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// TestCells: what a cell names, where names have commas and semicolons in them.
func TestCells(t *testing.T) {
	t.Parallel()
	named := func(names ...string) (groups []site.Group) {
		for _, name := range names {
			groups = append(groups, site.Group{ID: "id of " + name, Name: name})
		}
		return groups
	}
	const how = "; separate names with semicolons, and end the cell with one where it is a single name, or give the id"
	for _, of := range []struct {
		there []string
		cell  string
		want  []string
		fault string
	}{
		{[]string{"a", "b"}, "a, b", []string{"a", "b"}, ""},
		{[]string{"a", "b"}, "a;b;", []string{"a", "b"}, ""},
		{[]string{"a", "b"}, "a,,b,a", []string{"a", "b"}, ""},
		{[]string{"a", "b"}, "a,c", nil, "the site has no group c"},
		{[]string{"a", "b"}, "a,b;c", nil, "the site has no group a,b" + "\nf: the site has no group c"},
		{[]string{"a, b"}, "a, b", []string{"a, b"}, ""},
		{[]string{"a, b", "a"}, "a, b", []string{"a, b"}, ""},
		{[]string{"a, b", "c"}, "a, b; c", []string{"a, b", "c"}, ""},
		{[]string{"a, b", "a", "b"}, "a, b", nil, "may name the group a, b or several" + how},
		{[]string{"a, b", "a", "b"}, "a, b;", []string{"a, b"}, ""},
		{[]string{"a, b", "a", "b"}, "a; b", []string{"a", "b"}, ""},
		{[]string{"a, b", "a", "b", "c"}, "c, a, b", nil, "may name the group a, b or several" + how},
		{[]string{"a, b", "c"}, "c, a, b", nil, "may name the group a, b or several" + how},
		{[]string{"a;b", "a", "b"}, "a;b", nil, "may name the group a;b or several" + how},
		{[]string{"a"}, " ; ;", nil, "names no group"},
		{[]string{"a"}, "", nil, "names no group"},
		{[]string{"a", "a "}, "a, a", nil, "several groups are called a; give the id of the one that is meant: id of a, id of a "},
	} {
		t.Run(of.cell, func(t *testing.T) {
			t.Parallel()
			all, err := roster.ReadGroups(t.Context(), made{product: site.CloudProduct, groups: named(of.there...)})
			require.NoError(t, err)
			got, faults := all.Find(input.Cell{Text: of.cell, File: "f"})
			if of.fault != "" {
				require.EqualError(t, faults.Err(), "f: "+of.fault)
				return
			}
			require.NoError(t, faults.Err())
			require.Equal(t, named(of.want...), got)
		})
	}
}

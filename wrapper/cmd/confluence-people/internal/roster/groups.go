package roster

import (
	"context"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/input"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// Groups finds groups.
type Groups struct {
	product string
	byID    map[string]site.Group
	byName  map[string][]site.Group
	// folded has names by their lower case.
	folded map[string][]site.Group
	All    []site.Group
}

// ReadGroups reads all groups of a site.
func ReadGroups(ctx context.Context, on site.Site) (*Groups, error) {
	g := &Groups{
		product: on.Product(), byID: map[string]site.Group{},
		byName: map[string][]site.Group{}, folded: map[string][]site.Group{},
	}
	for group, err := range on.Groups(ctx) {
		if err != nil {
			return nil, err
		}
		g.All = append(g.All, group)
		g.byID[group.ID] = group
		g.byName[group.Name] = append(g.byName[group.Name], group)
		lower := Fold(group.Name)
		g.folded[lower] = append(g.folded[lower], group)
	}
	return g, nil
}

// Find returns the groups that a cell names: one by its name or id, or several
// that are separated by commas or semicolons, as exports do it.
func (g *Groups) Find(cell input.Cell) ([]site.Group, input.Faults) {
	if group, fault := g.one(cell.Text); fault == "" {
		return []site.Group{group}, nil
	} else if !strings.ContainsAny(cell.Text, ",;") {
		return nil, input.Faults{cell.Fault("%s", fault)}
	}
	var groups []site.Group
	var faults input.Faults
	for name := range strings.FieldsFuncSeq(cell.Text, func(r rune) bool { return r == ',' || r == ';' }) {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		group, fault := g.one(name)
		if fault != "" {
			faults = append(faults, cell.Fault("%s", fault))
			continue
		}
		groups = append(groups, group)
	}
	return groups, faults
}

// one returns the group with a name or an id, or what is wrong.
func (g *Groups) one(text string) (site.Group, string) {
	if group, ok := g.byID[text]; ok {
		return group, ""
	}
	named := g.byName[text]
	if len(named) == 0 && g.product == site.DatacenterProduct {
		named = g.folded[Fold(text)] // it does not tell upper from lower case
	}
	switch len(named) {
	case 1:
		return named[0], ""
	case 0:
		if near := g.folded[Fold(text)]; len(near) > 0 {
			return site.Group{}, "the site has no group " + text + "; there is " + near[0].Name
		}
		return site.Group{}, "the site has no group " + text
	}
	ids := make([]string, 0, len(named))
	for _, group := range named {
		ids = append(ids, group.ID)
	}
	return site.Group{}, "several groups are called " + text + "; give the id of the one that is meant: " + strings.Join(ids, ", ")
}

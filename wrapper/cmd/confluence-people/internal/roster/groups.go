package roster

import (
	"context"
	"slices"
	"strings"

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
	// separators is whether a name has one of those in it that separate names.
	separators bool
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
		if _, again := g.byID[group.ID]; again {
			continue
		}
		g.All = append(g.All, group)
		g.separators = g.separators || strings.ContainsAny(group.Name, ",;")
		g.byID[group.ID] = group
		name := Compose(group.Name)
		g.byName[name] = append(g.byName[name], group)
		lower := Fold(group.Name)
		g.folded[lower] = append(g.folded[lower], group)
	}
	return g, nil
}

// called returns the groups with a name or an id.
func (g *Groups) called(text string) []site.Group {
	named := g.byName[Compose(text)]
	if group, ok := g.byID[text]; ok {
		if g.product == site.DatacenterProduct || len(named) == 0 || len(named) == 1 && named[0] == group {
			return []site.Group{group}
		}
		return append([]site.Group{group}, named...)
	}
	if len(named) == 0 && g.product == site.DatacenterProduct {
		named = g.folded[Fold(text)] // it does not tell upper from lower case
	}
	return named
}

// IsCalled is whether a text is the name of a group, in upper or lower case, and not
// rather that of another: on Cloud names may differ in case alone.
func (g *Groups) IsCalled(group site.Group, text string) bool {
	if exactly := g.byName[Compose(text)]; len(exactly) > 0 {
		return slices.Contains(exactly, group)
	}
	return Fold(group.Name) == Fold(text)
}

// one returns the group with a name or an id, or what is wrong.
func (g *Groups) one(text string) (site.Group, string) {
	named := g.called(text)
	switch len(named) {
	case 1:
		return named[0], ""
	case 0:
		if near := g.folded[Fold(text)]; len(near) > 0 {
			return site.Group{}, "the site has no group " + text + "; there is " + near[0].Name
		}
		return site.Group{}, "the site has no group " + text
	}
	if named[0].ID == text {
		return site.Group{}, text + " is the id of one group and the name of another; give the id " + named[1].ID + ", or the name " + named[0].Name
	}
	ids := make([]string, 0, len(named))
	for _, group := range named {
		ids = append(ids, group.ID)
	}
	return site.Group{}, "several groups are called " + text + "; give the id of the one that is meant: " + strings.Join(ids, ", ")
}

package cli

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/roster"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// spared reads who is protected: the names of -protect and the rows of
// -protect-file.
func (a *app) spared(t *told, product string) ([]roster.Ref, error) {
	var refs []roster.Ref
	for _, name := range a.settings.protect {
		refs = append(refs, roster.Name("-protect", name))
	}
	if a.settings.protectFile == "" {
		return refs, nil
	}
	more, _, err := a.refs(t, "protect-file", product, nil, a.settings.protectFile, "")
	if err == nil && len(more) == 0 {
		return nil, usage("%s has no rows, and -protect-file would protect nobody", a.settings.protectFile)
	}
	return append(refs, more...), err
}

// protected finds the accounts that are protected. One that is not there is a
// fault: it would be misspelled, and protect nobody.
func (a *app) protected(ctx context.Context, on site.Site, refs []roster.Ref) (guard, error) {
	why := guard{}
	finder, err := roster.NewPeople(on)
	if err != nil {
		return nil, err
	}
	found, faults, err := finder.Find(ctx, refs)
	if err != nil {
		return nil, fmt.Errorf("looking up whom to protect: %w", err)
	}
	for _, person := range found {
		why[roster.Fold(person.ID)] = "it is protected"
	}
	groups, wrong, err := groupSet(ctx, on, "-protect-group", a.settings.protectGroup)
	if err != nil {
		return nil, err
	}
	for _, id := range slices.Sorted(maps.Keys(groups)) { // the first that protects somebody is told
		group := groups[id]
		if err := why.protect(ctx, on, group); err != nil {
			return nil, fmt.Errorf("reading whom group %s protects: %w", group.Name, err)
		}
	}
	return why, append(faults, wrong...).Err()
}

// protect protects the members of a group and, on Data Center, of the groups within.
func (g guard) protect(ctx context.Context, on site.Site, group site.Group) error {
	groups, err := withNested(ctx, on, []site.Group{group})
	if err != nil {
		return err
	}
	for i, within := range groups {
		why := "group " + group.Name + " protects it"
		if i > 0 {
			why += ", through " + within.Name
		}
		for person, err := range on.Members(ctx, within.ID) {
			if err != nil {
				return err
			}
			if id := roster.Fold(person.ID); g[id] == "" {
				g[id] = why
			}
		}
	}
	return nil
}

// guard says why accounts are left alone, by their folded ids: those that are
// protected, and the account the program runs as unless that was allowed by name.
type guard map[string]string

func (a *app) guard(ctx context.Context, on site.Site, spared []roster.Ref) (guard, error) {
	self, err := on.Self(ctx)
	if err != nil {
		return nil, fmt.Errorf("asking for the account this runs as: %w", err)
	}
	if a.settings.allowSelf != "" && !strings.EqualFold(a.settings.allowSelf, self.ID) {
		return nil, usage("-allow-self is %q, but this runs as %s", a.settings.allowSelf, self.ID)
	}
	g, err := a.protected(ctx, on, spared)
	if err != nil {
		return nil, err
	}
	if a.settings.allowSelf == "" {
		g[roster.Fold(self.ID)] = "it is the account this runs as; -allow-self " + self.ID + " includes it"
	}
	return g, nil
}

// why says why a step is left alone; empty if it is not.
func (g guard) why(step plan.Step) string { return g[roster.Fold(step.Who)] }

// take takes out of a plan what it must not do.
func (g guard) take(made *plan.Plan) {
	var steps []plan.Step
	for _, step := range made.Steps {
		if why := g.why(step); why != "" {
			made.Leave("account "+step.Who, why)
			continue
		}
		steps = append(steps, step)
	}
	made.Steps = steps
}

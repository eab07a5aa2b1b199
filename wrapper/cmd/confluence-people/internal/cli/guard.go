package cli

import (
	"context"
	"fmt"
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
	more, _, err := a.refs(t, product, nil, a.settings.protectFile, "")
	return append(refs, more...), err
}

// protected finds the accounts that are protected. One that is not there is a
// fault: it would be misspelled, and protect nobody.
func (a *app) protected(ctx context.Context, on site.Site, refs []roster.Ref) (map[string]string, error) {
	why := map[string]string{}
	finder, err := roster.NewPeople(on)
	if err != nil {
		return nil, err
	}
	found, faults, err := finder.Find(ctx, refs)
	if err != nil {
		return nil, fmt.Errorf("looking up whom to protect: %w", err)
	}
	for _, person := range found {
		why[strings.ToLower(person.ID)] = "it is protected"
	}
	groups, wrong, err := groupSet(ctx, on, "-protect-group", a.settings.protectGroup)
	if err != nil {
		return nil, err
	}
	for _, group := range groups {
		for person, err := range on.Members(ctx, group.ID) {
			if err != nil {
				return nil, fmt.Errorf("reading whom group %s protects: %w", group.Name, err)
			}
			why[strings.ToLower(person.ID)] = "group " + group.Name + " protects it"
		}
	}
	return why, append(faults, wrong...).Err()
}

// guard takes out of a plan what it must not do: to protected accounts, and to the
// account the program runs as unless that was allowed by name.
func (a *app) guard(ctx context.Context, on site.Site, spared []roster.Ref, made *plan.Plan) error {
	self, err := on.Self(ctx)
	if err != nil {
		return fmt.Errorf("asking for the account this runs as: %w", err)
	}
	if a.settings.allowSelf != "" && !strings.EqualFold(a.settings.allowSelf, self.ID) {
		return usage("-allow-self is %q, but this runs as %s", a.settings.allowSelf, self.ID)
	}
	why, err := a.protected(ctx, on, spared)
	if err != nil {
		return err
	}
	if a.settings.allowSelf == "" {
		why[strings.ToLower(self.ID)] = "it is the account this runs as; -allow-self " + self.ID + " includes it"
	}
	var steps []plan.Step
	for _, step := range made.Steps {
		if reason, ok := why[strings.ToLower(step.Who)]; ok {
			made.Leave("account "+step.Who, reason)
			continue
		}
		steps = append(steps, step)
	}
	made.Steps = steps
	return nil
}

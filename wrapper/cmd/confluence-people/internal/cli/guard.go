package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/roster"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// protected finds the accounts of -protect. One that is not there is a fault: it
// would be misspelled, and protect nobody.
func (a *app) protected(ctx context.Context, on site.Site) (map[string]string, error) {
	why := map[string]string{}
	refs := make([]roster.Ref, 0, len(a.settings.protect))
	for _, name := range a.settings.protect {
		refs = append(refs, roster.Name("-protect", name))
	}
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
	return why, faults.Err()
}

// guard takes out of a plan what it must not do: to protected accounts, and to the
// account the program runs as unless that was allowed by name.
func (a *app) guard(ctx context.Context, on site.Site, made *plan.Plan) error {
	self, err := on.Self(ctx)
	if err != nil {
		return fmt.Errorf("asking for the account this runs as: %w", err)
	}
	if a.settings.allowSelf != "" && !strings.EqualFold(a.settings.allowSelf, self.ID) {
		return usage("-allow-self is %q, but this runs as %s", a.settings.allowSelf, self.ID)
	}
	why, err := a.protected(ctx, on)
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

package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

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
	why := map[string]string{}
	for _, id := range a.settings.protect {
		why[strings.ToLower(id)] = "it is protected"
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

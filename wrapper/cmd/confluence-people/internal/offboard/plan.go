// Package offboard plans what is to be done when people leave: their groups, their
// watches, what is stored with them, and on Data Center their accounts.
package offboard

import (
	"context"
	"fmt"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/members"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/roster"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// Options are what is to be done.
type Options struct {
	// Keep are the groups that nobody is taken out of, by their folded ids.
	Keep map[string]site.Group
	// Spaces and Contents are where watches are looked for; the service does not
	// list the watches of an account.
	Spaces, Contents []string
	// Delete deletes accounts of Data Center instead of disabling them.
	Delete bool
}

// Plan plans the leaving of people.
func Plan(ctx context.Context, on site.Site, people []site.Person, o Options, tell members.Progress) (plan.Plan, error) {
	var made plan.Plan
	tell.Begin("people", len(people))
	defer tell.End()
	seen := map[string]bool{}
	for _, person := range people {
		if !seen[person.ID] {
			seen[person.ID] = true
			if err := one(ctx, on, person, o, &made); err != nil {
				return plan.Plan{}, fmt.Errorf("reading about %s: %w", person.ID, err)
			}
		}
		tell.Advance(1)
	}
	return made, nil
}

func one(ctx context.Context, on site.Site, person site.Person, o Options, made *plan.Plan) error {
	if o.Delete { // with the account everything goes
		made.Steps = append(made.Steps, plan.Step{Do: plan.Delete, Who: person.ID, Name: person.Name})
		return nil
	}
	for _, part := range []func(context.Context, site.Site, site.Person, Options, *plan.Plan) error{groups, watches, properties} {
		if err := part(ctx, on, person, o, made); err != nil {
			return err
		}
	}
	switch {
	case on.Product() != site.DatacenterProduct:
	case person.Inactive:
		made.Keep++
	default:
		made.Steps = append(made.Steps, plan.Step{Do: plan.Disable, Who: person.ID, Name: person.Name})
	}
	return nil
}

func groups(ctx context.Context, on site.Site, person site.Person, o Options, made *plan.Plan) error {
	for group, err := range on.GroupsOf(ctx, person.ID) {
		if err != nil {
			return err
		}
		subject := "group " + group.Name + " of " + person.ID
		if _, kept := o.Keep[roster.Fold(group.ID)]; kept {
			made.Leave(subject, "the group is kept")
			continue
		}
		if why := members.Untouchable(on, group); why != "" {
			made.Leave(subject, why)
			continue
		}
		made.Steps = append(made.Steps, plan.Step{
			Do: plan.Remove, Who: person.ID, Name: person.Name, Group: group.ID, GroupName: group.Name,
		})
	}
	return nil
}

func watches(ctx context.Context, on site.Site, person site.Person, o Options, made *plan.Plan) error {
	for _, where := range []struct {
		do   plan.Verb
		what []string
	}{{plan.UnwatchSpace, o.Spaces}, {plan.UnwatchContent, o.Contents}} {
		for _, what := range where.what {
			step := plan.Step{Do: where.do, Who: person.ID, Name: person.Name, What: what}
			done, err := on.Done(ctx, step)
			if err != nil {
				return fmt.Errorf("looking for the watch on %s: %w", what, err)
			}
			if !done {
				made.Steps = append(made.Steps, step)
			}
		}
	}
	return nil
}

func properties(ctx context.Context, on site.Site, person site.Person, _ Options, made *plan.Plan) error {
	for property, err := range on.Properties(ctx, person.ID) {
		if err != nil {
			return err
		}
		made.Steps = append(made.Steps, plan.Step{
			Do: plan.DeleteProperty, Who: person.ID, Name: person.Name, What: property.Key, Value: property.Value,
		})
	}
	return nil
}

package provision

import (
	"context"
	"fmt"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/input"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/members"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/roster"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// Options are what is done beside creating and updating.
type Options struct {
	// DisableMissing disables active people whom the file does not name.
	DisableMissing bool
	// Enable enables people of the file who are disabled.
	Enable bool
}

// Plan compares the rows with the instance. It takes nobody out of a group.
func Plan(ctx context.Context, on site.Site, rows []Row, o Options, tell members.Progress) (plan.Plan, error) {
	groups, faults, err := find(ctx, on, rows)
	if err != nil {
		return plan.Plan{}, err
	}
	if err := faults.Err(); err != nil {
		return plan.Plan{}, err
	}
	there := map[string]site.Person{} // by folded name: a directory may write names with capitals
	for person, err := range on.Everybody(ctx) {
		if err != nil {
			return plan.Plan{}, fmt.Errorf("reading the users: %w", err)
		}
		if key := roster.Fold(person.ID); there[key].ID == "" {
			there[key] = person
		}
	}
	var made plan.Plan
	wanted := map[string]bool{}
	tell.Begin("people", len(rows))
	defer tell.End()
	for i, row := range rows {
		wanted[roster.Fold(row.Username)] = true
		person, ok := there[roster.Fold(row.Username)]
		if ok {
			profile(row, person, o, &made)
		} else {
			person.ID = row.Username
			made.Steps = append(made.Steps, plan.Step{Do: plan.Create, Who: row.Username, Name: row.FullName, Profile: &rows[i].Profile})
		}
		person.Name = row.FullName
		if err := join(ctx, on, person, ok, groups[i], &made); err != nil {
			return plan.Plan{}, fmt.Errorf("reading the groups of %s: %w", row.Username, err)
		}
		tell.Advance(1)
	}
	if o.DisableMissing {
		missing(there, wanted, &made)
	}
	return made, nil
}

// find returns the groups of each row.
func find(ctx context.Context, on site.Site, rows []Row) ([][]site.Group, input.Faults, error) {
	all, err := roster.ReadGroups(ctx, on)
	if err != nil {
		return nil, nil, fmt.Errorf("reading the groups: %w", err)
	}
	var faults input.Faults
	groups := make([][]site.Group, len(rows))
	for i, row := range rows {
		if row.Groups.Text != "" {
			found, wrong := all.Find(row.Groups)
			groups[i], faults = found, append(faults, wrong...)
		}
	}
	return groups, faults, nil
}

// profile plans what differs of somebody who is there. An address that the
// instance does not show, since the person is disabled, is left alone.
func profile(row Row, person site.Person, o Options, made *plan.Plan) {
	var change, was plan.Profile
	if roster.Compose(person.Name) != roster.Compose(row.FullName) {
		change.FullName, was.FullName = row.FullName, person.Name
	}
	if person.Email != "" && roster.FoldAddress(person.Email) != roster.FoldAddress(row.Email) {
		change.Email, was.Email = row.Email, person.Email
	}
	if change == (plan.Profile{}) {
		made.Keep++
	} else {
		made.Steps = append(made.Steps, plan.Step{Do: plan.Update, Who: person.ID, Name: person.Name, Profile: &change, Was: &was})
	}
	switch {
	case person.Inactive && o.Enable:
		made.Steps = append(made.Steps, plan.Step{Do: plan.Enable, Who: person.ID, Name: person.Name})
	case person.Inactive:
		made.Leave("account "+person.ID, "it is disabled; -enable enables it")
	}
}

// join plans the groups that somebody lacks.
func join(ctx context.Context, on site.Site, person site.Person, there bool, groups []site.Group, made *plan.Plan) error {
	in := map[string]bool{}
	if there && len(groups) > 0 {
		for group, err := range on.GroupsOf(ctx, person.ID) {
			if err != nil {
				return err
			}
			in[roster.Fold(group.ID)] = true
		}
	}
	for _, group := range groups {
		if why := members.Untouchable(on, group); why != "" {
			made.Leave("group "+group.Name, why)
		} else if in[roster.Fold(group.ID)] {
			made.Keep++
		} else {
			in[roster.Fold(group.ID)] = true // the file may name it twice
			made.Steps = append(made.Steps, plan.Step{
				Do: plan.Add, Who: person.ID, Name: person.Name, Group: group.ID, GroupName: group.Name,
			})
		}
	}
	return nil
}

// missing plans to disable who is active and not in the file.
func missing(there map[string]site.Person, wanted map[string]bool, made *plan.Plan) {
	var left []plan.Step
	for key, person := range there {
		if !person.Inactive && !wanted[key] {
			left = append(left, plan.Step{Do: plan.Disable, Who: person.ID, Name: person.Name})
		}
	}
	plan.Sort(left)
	made.Steps = append(made.Steps, left...)
}

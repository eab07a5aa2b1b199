package members

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/input"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/roster"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// Mode is what is made of the rows.
type Mode int

// The modes.
const (
	// Add puts people into the groups.
	Add Mode = iota
	// Remove takes them out.
	Remove
	// Exact does both, so that the groups have the members of the file.
	Exact
)

// Progress is told of each group that was read.
type Progress interface {
	Begin(what string, total int)
	Advance(n int)
	End()
}

// wanted are the people that the file names for a group.
type wanted struct {
	group  site.Group
	people []site.Person
	seen   map[string]bool // by their keys
}

// Plan compares the rows with the site. Faults in the rows come all at once, as
// input.Faults.
func Plan(ctx context.Context, on site.Site, people *roster.People, rows []Row, mode Mode, tell Progress) (plan.Plan, error) {
	groups, err := roster.ReadGroups(ctx, on)
	if err != nil {
		return plan.Plan{}, fmt.Errorf("reading the groups: %w", err)
	}
	all, err := resolve(ctx, groups, people, rows)
	if err != nil {
		return plan.Plan{}, err
	}
	var made plan.Plan
	tell.Begin("groups", len(all))
	defer tell.End()
	for _, want := range all {
		if why := Untouchable(on, want.group); why != "" {
			made.Leave("group "+want.group.Name, why)
		} else if err := compare(ctx, on, want, mode, &made); err != nil {
			return plan.Plan{}, fmt.Errorf("reading the members of group %s: %w", want.group.Name, err)
		}
		tell.Advance(1)
	}
	return made, nil
}

// Untouchable says why a group cannot be changed; it is empty where it can.
func Untouchable(on site.Site, group site.Group) string {
	switch {
	case group.Elsewhere != "":
		return "it is managed elsewhere, by " + group.Elsewhere
	case on.Product() == site.DatacenterProduct && strings.Contains(group.Name, "/"):
		return "Data Center cannot address a name with a slash"
	}
	return ""
}

// resolve turns rows into people by group.
func resolve(ctx context.Context, groups *roster.Groups, people *roster.People, rows []Row) ([]*wanted, error) {
	refs := make([]roster.Ref, 0, len(rows))
	for _, row := range rows {
		refs = append(refs, row.Person)
	}
	found, faults, err := people.Find(ctx, refs)
	if err != nil {
		return nil, fmt.Errorf("looking people up: %w", err)
	}
	byID := map[string]*wanted{}
	told := map[input.Cell]bool{}
	for i, row := range rows {
		for j, cell := range row.Groups {
			of, wrong := groups.Find(cell)
			if j == len(row.Groups)-1 {
				wrong = append(wrong, disagree(groups, cell, row.Beside, of)...)
			}
			if !told[cell] { // a flag stands beside every row
				faults = append(faults, wrong...)
				told[cell] = true
			}
			for _, group := range of {
				want := byID[group.ID]
				if want == nil {
					want = &wanted{group: group, seen: map[string]bool{}}
					byID[group.ID] = want
				}
				if person := found[i]; person.ID != "" && !want.seen[people.Key(person)] {
					want.seen[people.Key(person)] = true
					want.people = append(want.people, person)
				}
			}
		}
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	all := make([]*wanted, 0, len(byID))
	for _, want := range byID {
		all = append(all, want)
	}
	slices.SortFunc(all, func(a, b *wanted) int {
		return cmp.Or(strings.Compare(a.group.Name, b.group.Name), strings.Compare(a.group.ID, b.group.ID))
	})
	return all, nil
}

// disagree is the fault of a row whose group has an id and the name of another.
func disagree(groups *roster.Groups, cell, beside input.Cell, of []site.Group) input.Faults {
	if beside.Text == "" || len(of) != 1 || groups.IsCalled(of[0], beside.Text) {
		return nil
	}
	return input.Faults{cell.Fault("is the id of group %s, and the name beside it is %s; leave one of them empty", of[0].Name, beside.Text)}
}

// compare adds to a plan what a group lacks, and has too much.
func compare(ctx context.Context, on site.Site, want *wanted, mode Mode, made *plan.Plan) error {
	members := map[string]bool{}
	var others []site.Person
	for member, err := range on.Members(ctx, want.group.ID) {
		if err != nil {
			return err
		}
		members[roster.Key(on.Product(), member.ID)] = true
		if member.ID != "" && !want.seen[roster.Key(on.Product(), member.ID)] { // nothing can be done with one that is hidden
			others = append(others, member)
		}
	}
	for _, person := range want.people {
		switch in := members[roster.Key(on.Product(), person.ID)]; {
		case in && mode == Remove:
			made.Steps = append(made.Steps, step(plan.Remove, want.group, person))
		case !in && mode != Remove:
			made.Steps = append(made.Steps, step(plan.Add, want.group, person))
		default:
			made.Keep++
		}
	}
	if mode != Exact {
		return nil
	}
	for _, person := range others {
		if person.Kind == site.App { // the site puts them into groups itself, and they are in nobody's file
			made.Leave("app "+person.Name+" in group "+want.group.Name, "no file names apps; -remove takes one out by its id")
			continue
		}
		made.Steps = append(made.Steps, step(plan.Remove, want.group, person))
	}
	return nil
}

func step(do plan.Verb, group site.Group, person site.Person) plan.Step {
	return plan.Step{Do: do, Who: person.ID, Name: person.Name, Group: group.ID, GroupName: group.Name}
}

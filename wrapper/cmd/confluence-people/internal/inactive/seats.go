package inactive

import (
	"context"
	"fmt"
	"slices"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/members"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/report"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/roster"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// Seats are the groups that give seats, with who is in them.
type Seats struct {
	groups []site.Group
	// direct has the members of each group that can be changed, by its id.
	direct map[string][]site.Person
	// ways counts through how many groups somebody has a seat, groups within groups
	// included.
	ways map[string]int
	// key is what an id is known by in ways.
	key func(id string) string
	// left are the groups that nobody can be taken out of.
	left []plan.Note
}

// ReadSeats reads who is in groups, directly or through groups in them.
func ReadSeats(ctx context.Context, on site.Site, groups []site.Group, tell members.Progress) (*Seats, error) {
	s := &Seats{
		groups: groups, direct: map[string][]site.Person{}, ways: map[string]int{},
		key: func(id string) string { return roster.Key(on.Product(), id) },
	}
	seen := map[string]bool{}
	for _, group := range groups {
		seen[group.ID] = true
	}
	tell.Begin("groups", 0)
	defer tell.End()
	queue := slices.Clone(groups)
	for i := 0; i < len(queue); i++ {
		if err := s.read(ctx, on, queue[i], i < len(groups)); err != nil {
			return nil, err
		}
		if unreadable(on, queue[i]) {
			continue
		}
		for sub, err := range on.Subgroups(ctx, queue[i].ID) {
			if err != nil {
				return nil, fmt.Errorf("reading the groups in group %s: %w", queue[i].Name, err)
			}
			if !seen[sub.ID] {
				seen[sub.ID] = true
				queue = append(queue, sub)
			}
		}
		tell.Advance(1)
	}
	return s, nil
}

// read reads one group: one of those to take people out of, or one that is in them.
func (s *Seats) read(ctx context.Context, on site.Site, group site.Group, chosen bool) error {
	why := members.Untouchable(on, group)
	if why != "" && (chosen || unreadable(on, group)) {
		s.left = append(s.left, plan.Note{Subject: "group " + group.Name, Why: why})
	}
	if unreadable(on, group) {
		return nil
	}
	for member, err := range on.Members(ctx, group.ID) {
		if err != nil {
			return fmt.Errorf("reading the members of group %s: %w", group.Name, err)
		}
		if member.ID == "" { // the site hides who it is
			continue
		}
		s.ways[s.key(member.ID)]++
		if chosen && why == "" {
			s.direct[group.ID] = append(s.direct[group.ID], member)
		}
	}
	return nil
}

// unreadable is whether the members of a group cannot be asked for. Those of one that
// Cloud has managed elsewhere can.
func unreadable(on site.Site, group site.Group) bool {
	return on.Product() == site.DatacenterProduct && members.Untouchable(on, group) != ""
}

// Holders are those of all who are in the groups; all where there are no groups.
func (s *Seats) Holders(all []Seen) []Seen {
	if len(s.groups) == 0 {
		return all
	}
	var holders []Seen
	for _, seen := range all {
		if s.ways[s.key(seen.ID)] > 0 {
			holders = append(holders, seen)
		}
	}
	return holders
}

// Freed counts the people who have no seat any more after a plan: they are in none of
// the groups, or disabled.
func (s *Seats) Freed(made plan.Plan) int {
	left, freed := map[string]int{}, map[string]bool{}
	for _, step := range made.Steps {
		switch step.Do {
		case plan.Disable:
			freed[s.key(step.Who)] = true
		case plan.Remove:
			who := s.key(step.Who)
			left[who]++
			if left[who] == s.ways[who] {
				freed[who] = true
			}
		default:
		}
	}
	return len(freed)
}

// FreedText is what a plan frees in a sentence. Without a price it tells of no money.
func (s *Seats) FreedText(made plan.Plan, price float64) string {
	freed := s.Freed(made)
	text := "the plan frees " + report.Count(freed, "seat")
	if price > 0 {
		text += fmt.Sprintf(": %.2f a month", float64(freed)*price)
	}
	return text
}

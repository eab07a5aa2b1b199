package compare

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/input"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/roster"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// groups compares the groups with those of the same name. Cloud has no groups in
// groups: who is in one through others counts as a member.
func (c *comparison) groups(ctx context.Context) error {
	there, err := roster.ReadGroups(ctx, c.there)
	if err != nil {
		return fmt.Errorf("reading the groups of Cloud: %w", err)
	}
	access := map[string]bool{}
	for group, err := range c.there.GiveAccess(ctx) {
		if err != nil {
			return fmt.Errorf("reading the groups of Cloud that give access: %w", err)
		}
		access[group.ID] = true
	}
	c.tell.Begin("groups", len(c.o.Groups))
	defer c.tell.End()
	for _, group := range c.o.Groups {
		if err := c.group(ctx, group, there, access); err != nil {
			return fmt.Errorf("comparing group %s: %w", group.Name, err)
		}
		c.tell.Advance(1)
	}
	return nil
}

func (c *comparison) group(ctx context.Context, group site.Group, there *roster.Groups, access map[string]bool) error {
	var same []site.Group
	for _, candidate := range there.All {
		if roster.Compose(candidate.Name) == roster.Compose(group.Name) {
			same = append(same, candidate)
		}
	}
	switch len(same) {
	case 0:
		c.differ(Difference{Kind: MissingGroup, Where: group.Name})
		return nil
	case 1:
	default:
		c.differ(Difference{Kind: AmbiguousGroup, Where: group.Name, Text: fmt.Sprintf("%d groups have the name", len(same))})
		return nil
	}
	target := same[0]
	if access[target.ID] {
		c.differ(Difference{Kind: GroupGivesAccess, Where: group.Name, Text: "whoever is migrated into it can use Confluence, and takes a seat"})
	}
	here, err := c.effective(ctx, group.ID)
	if err != nil {
		return err
	}
	in := map[string]bool{}
	var others []site.Person
	belongs := map[string]bool{}
	for _, person := range here {
		if account, ok := c.accounts[roster.Fold(person.ID)]; ok {
			belongs[account.ID] = true
		}
	}
	for member, err := range c.there.Members(ctx, target.ID) {
		if err != nil {
			return err
		}
		in[member.ID] = true
		if !belongs[member.ID] {
			others = append(others, member)
		}
	}
	c.missing(here, in, target)
	for _, member := range others {
		c.differ(Difference{Kind: MembershipTooMany, Account: cmp.Or(member.ID, "hidden"), Where: group.Name})
	}
	return nil
}

// missing plans the memberships that Cloud lacks.
func (c *comparison) missing(here []site.Person, in map[string]bool, target site.Group) {
	told := false
	for person, account := range c.active(here) {
		switch {
		case in[account.ID]:
			c.plan.Keep++
		case target.Elsewhere != "":
			if !told {
				told = true
				c.differ(Difference{Kind: GroupElsewhere, Where: target.Name, Text: "members are missing, to be added by " + target.Elsewhere})
			}
		default:
			c.differ(Difference{Kind: MembershipMissing, Who: person, Account: account.ID, Where: target.Name})
			c.plan.Steps = append(c.plan.Steps, plan.Step{
				Do: plan.Add, Who: account.ID, Name: account.Name, Group: target.ID, GroupName: target.Name,
			})
		}
	}
}

// active walks through the active accounts of users, each once with the user name of the
// first: a mapping may join several in one. What is wrong with the others is told already.
func (c *comparison) active(users []site.Person) iter.Seq2[string, site.Person] {
	return func(yield func(string, site.Person) bool) {
		seen := map[string]bool{}
		for _, user := range users {
			account, ok := c.accounts[roster.Fold(user.ID)]
			if !ok || account.Inactive || seen[account.ID] {
				continue
			}
			seen[account.ID] = true
			if !yield(user.ID, account) {
				return
			}
		}
	}
}

// effective are the members of a group, directly or through others, each
// once.
func (c *comparison) effective(ctx context.Context, groupID string) ([]site.Person, error) {
	seen, in := map[string]bool{groupID: true}, map[string]bool{}
	var all []site.Person
	queue := []string{groupID}
	for len(queue) > 0 {
		next := queue[0]
		queue = queue[1:]
		direct, err := c.members(ctx, next)
		if err != nil {
			return nil, err
		}
		for _, person := range direct {
			if !in[person.ID] {
				in[person.ID] = true
				all = append(all, person)
			}
		}
		for sub, err := range c.here.Subgroups(ctx, next) {
			if err != nil {
				return nil, err
			}
			if !seen[sub.ID] {
				seen[sub.ID] = true
				queue = append(queue, sub.ID)
			}
		}
	}
	return all, nil
}

// members reads a group of Data Center once.
func (c *comparison) members(ctx context.Context, groupID string) ([]site.Person, error) {
	if direct, ok := c.direct[groupID]; ok {
		return direct, nil
	}
	direct, err := confluence.Collect(c.here.Members(ctx, groupID))
	if err == nil {
		c.direct[groupID] = direct
	}
	return direct, err
}

// watches compares who watches the spaces.
func (c *comparison) watches(ctx context.Context) error {
	for _, space := range c.o.Spaces {
		here, err := confluence.Collect(c.here.SpaceWatchers(ctx, space))
		if c.noSpace(space, "Data Center", err) {
			continue
		}
		there, thereErr := confluence.Collect(c.there.SpaceWatchers(ctx, space))
		if err == nil && c.noSpace(space, "Cloud", thereErr) {
			continue
		}
		if err := errors.Join(err, thereErr); err != nil {
			return fmt.Errorf("reading the watchers of space %s: %w", space, err)
		}
		watching := map[string]bool{}
		for _, account := range there {
			watching[account.ID] = true
		}
		for person, account := range c.active(here) {
			if watching[account.ID] {
				c.plan.Keep++
			} else {
				c.differ(Difference{Kind: WatchMissing, Who: person, Account: account.ID, Where: space})
				c.plan.Steps = append(c.plan.Steps, plan.Step{Do: plan.WatchSpace, Who: account.ID, Name: account.Name, What: space})
			}
		}
	}
	return nil
}

func (c *comparison) noSpace(space, product string, err error) bool {
	if errors.Is(err, confluence.ErrNotFound) {
		c.differ(Difference{Kind: MissingSpace, Where: space, Text: "on " + product})
		return true
	}
	return false
}

// ReadMapping reads a file with a column of user names and one of account ids. It returns
// the ids by folded user name.
func ReadMapping(table *input.Table) (map[string]string, input.Faults) {
	var faults input.Faults
	username, account := table.Sole(&faults, "username", "login"), table.Sole(&faults, "account id", "atlassian id", "cloud id")
	if username < 0 || account < 0 {
		return nil, input.Faults{table.Header[0].Fault(
			"a mapping has a column “Username” and a column “Account id” (there are: %s)", table.Names())}
	}
	mapping := map[string]string{}
	for _, row := range table.Rows {
		from, to := input.At(row, username), input.At(row, account)
		switch before, twice := mapping[roster.Fold(from.Text)]; {
		case from.Text == "" || to.Text == "":
			faults = append(faults, row[0].Fault("needs a user name and an account id"))
		case twice && before != to.Text:
			faults = append(faults, from.Fault("the user has another account in the file already"))
		default:
			mapping[roster.Fold(from.Text)] = to.Text
		}
	}
	return mapping, faults
}

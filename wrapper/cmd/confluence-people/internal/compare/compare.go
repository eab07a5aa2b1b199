// Package compare holds a Data Center against the Cloud site that its people move
// to.
package compare

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/members"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/output"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/roster"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// Kind is what a difference is about.
type Kind string

// The kinds.
const (
	NoAddress          Kind = "no address"
	InvalidAddress     Kind = "invalid address"
	SharedAddress      Kind = "shared address"
	MissingPerson      Kind = "missing on Cloud"
	SharedOnCloud      Kind = "shared address on Cloud"
	InactiveOnCloud    Kind = "inactive on Cloud"
	ActiveOnCloud      Kind = "disabled, but active on Cloud"
	MissingGroup       Kind = "group missing on Cloud"
	AmbiguousGroup     Kind = "group ambiguous on Cloud"
	GroupGivesAccess   Kind = "group of that name gives access"
	GroupElsewhere     Kind = "group managed elsewhere"
	MembershipMissing  Kind = "membership missing on Cloud"
	MembershipTooMany  Kind = "membership on Cloud alone"
	MissingSpace       Kind = "space missing"
	WatchMissing       Kind = "watch missing on Cloud"
	MappingNamesNobody Kind = "mapping names nobody"
)

// Difference is one difference.
type Difference struct {
	Kind Kind `json:"kind"`
	// Who is the user name on Data Center, Account the account id on Cloud.
	Who     string `json:"who,omitempty"`
	Account string `json:"account,omitempty"`
	// Where is a group or a space.
	Where string `json:"where,omitempty"`
	Text  string `json:"text,omitempty"`
	// Left is whether it could be mended and is left alone.
	Left bool `json:"left,omitempty"`
}

// mendable is whether a step mends it.
func (d Difference) mendable() bool { return d.Kind == MembershipMissing || d.Kind == WatchMissing }

// Mended is whether -apply mends it.
func (d Difference) Mended() bool { return d.mendable() && !d.Left }

// Leave marks the differences that no step of a plan mends any more, since the account
// is to be left alone.
func Leave(differences []Difference, steps []plan.Step) {
	planned := map[[2]string]bool{}
	for _, step := range steps {
		planned[[2]string{step.Who, cmp.Or(step.GroupName, step.What)}] = true
	}
	for i, d := range differences {
		differences[i].Left = d.mendable() && !planned[[2]string{d.Account, d.Where}]
	}
}

// Options say what is compared.
type Options struct {
	// Mapping has account ids of Cloud by folded user name, where addresses do not do.
	Mapping map[string]string
	// Groups are those to compare; none is all of Data Center.
	Groups []site.Group
	// Spaces are the keys of the spaces whose watches are compared.
	Spaces []string
}

// comparison is a comparison under way.
type comparison struct {
	here, there site.Site
	people      *roster.People
	o           Options
	tell        members.Progress
	differences []Difference
	plan        plan.Plan
	// accounts are the accounts on Cloud of active users, by folded user name.
	accounts map[string]site.Person
	// direct has the members of groups of Data Center.
	direct map[string][]site.Person
}

func (c *comparison) differ(d Difference) { c.differences = append(c.differences, d) }

// Run compares a Data Center, here, with a Cloud site, there. The plan is what can
// be mended, on Cloud.
func Run(ctx context.Context, here, there site.Site, people *roster.People, o Options, tell members.Progress) ([]Difference, plan.Plan, error) {
	c := &comparison{
		here: here, there: there, people: people, o: o, tell: tell,
		accounts: map[string]site.Person{}, direct: map[string][]site.Person{},
	}
	for _, part := range []func(context.Context) error{c.match, c.groups, c.watches} {
		if err := part(ctx); err != nil {
			return nil, plan.Plan{}, err
		}
	}
	return c.differences, c.plan, nil
}

// match finds the accounts on Cloud of the users.
func (c *comparison) match(ctx context.Context) error {
	var all []site.Person
	for person, err := range c.here.Everybody(ctx) {
		if err != nil {
			return fmt.Errorf("reading the users of Data Center: %w", err)
		}
		all = append(all, person)
	}
	slices.SortFunc(all, func(a, b site.Person) int { return strings.Compare(a.ID, b.ID) })
	if err := c.mapped(ctx, all); err != nil {
		return err
	}
	byAddress := map[string][]string{}
	for _, person := range all {
		if !person.Inactive && person.Email != "" {
			byAddress[roster.FoldAddress(person.Email)] = append(byAddress[roster.FoldAddress(person.Email)], person.ID)
		}
	}
	var asked []site.Person
	var emails []string
	for _, person := range all {
		if person.Inactive {
			continue
		}
		_, known := c.accounts[roster.Fold(person.ID)]
		sharers := byAddress[roster.FoldAddress(person.Email)]
		switch {
		case person.Email == "":
			c.differ(Difference{Kind: NoAddress, Who: person.ID, Text: "a migration needs one"})
		case !roster.LooksValid(person.Email):
			c.differ(Difference{Kind: InvalidAddress, Who: person.ID, Text: "a migration refuses it"})
		case len(sharers) > 1:
			if sharers[0] == person.ID { // told once
				c.differ(Difference{Kind: SharedAddress, Who: strings.Join(sharers, ", "), Text: "they would become one account"})
			}
		case !known && c.o.Mapping[roster.Fold(person.ID)] == "":
			asked, emails = append(asked, person), append(emails, person.Email)
		}
	}
	found, err := c.people.WithAddresses(ctx, emails)
	if err != nil {
		return fmt.Errorf("looking people up on Cloud: %w", err)
	}
	for i, person := range asked {
		c.take(person, found[i])
	}
	return nil
}

// mapped takes over what the mapping says.
func (c *comparison) mapped(ctx context.Context, all []site.Person) error {
	ids := make([]string, 0, len(c.o.Mapping))
	for _, id := range c.o.Mapping {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	found, err := c.there.Lookup(ctx, slices.Compact(ids))
	if err != nil {
		return fmt.Errorf("looking the mapping up on Cloud: %w", err)
	}
	byID := map[string]site.Person{}
	for _, account := range found {
		byID[account.ID] = account
	}
	users := map[string]bool{}
	for _, person := range all {
		users[roster.Fold(person.ID)] = true
	}
	for _, name := range slices.Sorted(maps.Keys(c.o.Mapping)) {
		if !users[name] {
			c.differ(Difference{Kind: MappingNamesNobody, Who: name, Account: c.o.Mapping[name], Text: "Data Center has no such user"})
		}
	}
	for _, person := range all {
		id := c.o.Mapping[roster.Fold(person.ID)]
		account, ok := byID[id]
		switch {
		case id == "":
		case !ok:
			c.differ(Difference{Kind: MappingNamesNobody, Who: person.ID, Account: id})
		case person.Inactive && !account.Inactive:
			c.differ(Difference{Kind: ActiveOnCloud, Who: person.ID, Account: id})
		case !person.Inactive:
			c.take(person, []site.Person{account})
		}
	}
	return nil
}

// take takes over the accounts that were found for a user.
func (c *comparison) take(person site.Person, found []site.Person) {
	switch len(found) {
	case 0:
		c.differ(Difference{Kind: MissingPerson, Who: person.ID, Text: "no account shows the address"})
	case 1:
		c.accounts[roster.Fold(person.ID)] = found[0]
		if found[0].Inactive {
			c.differ(Difference{Kind: InactiveOnCloud, Who: person.ID, Account: found[0].ID})
		}
	default:
		ids := make([]string, 0, len(found))
		for _, account := range found {
			ids = append(ids, account.ID)
		}
		c.differ(Difference{Kind: SharedOnCloud, Who: person.ID, Account: strings.Join(ids, ", "), Text: "a mapping can say which"})
	}
}

// Write writes differences as a table.
func Write(differences []Difference, to output.Writer) error {
	if err := to.Table(output.Members, "Differences", []string{"Difference", "User", "Account", "Where", "Note"}); err != nil {
		return err
	}
	for _, d := range differences {
		text := d.Text
		switch {
		case d.Mended():
			text = "mended by -apply"
		case d.Left:
			text = "left alone"
		}
		if err := to.Row([]string{string(d.Kind), d.Who, d.Account, d.Where, text}); err != nil {
			return err
		}
	}
	return nil
}

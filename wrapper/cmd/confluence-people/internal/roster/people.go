package roster

import (
	"context"
	"slices"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/input"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// People finds accounts. It asks the site for what it has not seen yet, many at a
// time.
type People struct {
	on site.Site
	// byID has what was looked up: nil for nobody.
	byID map[string]*site.Person
	// known has ids by address, from a file.
	known map[string][]string
	// shown has accounts by address, from the site; nil before it was asked.
	shown map[string][]site.Person
}

// NewPeople returns a People for a site. The exports, which may be none, say who
// has which address: the site does not show all.
func NewPeople(on site.Site, exports ...*input.Table) (*People, error) {
	p := &People{on: on, byID: map[string]*site.Person{}, known: map[string][]string{}}
	for _, table := range exports {
		columns, faults := FindColumns(table, on.Product())
		if err := faults.Err(); err != nil {
			return nil, err
		}
		if columns.id < 0 || columns.email < 0 {
			return nil, input.Faults{table.Header[0].Fault(
				"has to say who has which address: it needs a column with the ids and one with the addresses (there are: %s)", table.Names())}
		}
		p.learn(table, columns)
	}
	return p, nil
}

func (p *People) learn(table *input.Table, columns Columns) {
	for _, row := range table.Rows {
		id, email := input.At(row, columns.id).Text, FoldAddress(input.At(row, columns.email).Text)
		if id != "" && email != "" && !slices.Contains(p.known[email], id) {
			p.known[email] = append(p.known[email], id)
		}
	}
}

// Find returns the accounts that references name, in their order; those with a
// fault are empty. The faults are all there are.
func (p *People) Find(ctx context.Context, refs []Ref) ([]site.Person, input.Faults, error) {
	if err := p.fetch(ctx, refs); err != nil {
		return nil, nil, err
	}
	found := make([]site.Person, len(refs))
	var faults input.Faults
	for i, ref := range refs {
		person, fault := p.one(ref)
		if fault != "" {
			faults = append(faults, ref.Cell.Fault("%s", fault))
		}
		found[i] = person
	}
	return found, faults, nil
}

// fetch asks the site for everything that the references may need.
func (p *People) fetch(ctx context.Context, refs []Ref) error {
	var ids []string
	for _, ref := range refs {
		if p.byName(ref) {
			ids = append(ids, ref.Cell.Text)
		} else {
			ids = append(ids, p.known[FoldAddress(ref.Cell.Text)]...)
		}
	}
	if err := p.lookup(ctx, ids); err != nil {
		return err
	}
	if p.shown != nil || !slices.ContainsFunc(refs, p.needsAddresses) {
		return nil
	}
	p.shown = map[string][]site.Person{}
	for person, err := range p.on.Everybody(ctx) {
		if err != nil {
			p.shown = nil
			return err
		}
		if email := FoldAddress(person.Email); email != "" {
			p.shown[email] = append(p.shown[email], person)
		}
	}
	return nil
}

// Key is what tells an account apart.
func (p *People) Key(person site.Person) string { return Key(p.on.Product(), person.ID) }

// byName is whether a reference is tried as an id.
func (p *People) byName(ref Ref) bool {
	return ref.Form == ID || ref.Form == Any && (!isEmail(ref.Cell.Text) || p.on.Product() == site.DatacenterProduct)
}

func (p *People) needsAddresses(ref Ref) bool {
	switch {
	case ref.Form == ID || !isEmail(ref.Cell.Text):
		return false
	case p.byName(ref) && p.byID[ref.Cell.Text] != nil:
		return false
	}
	return len(p.known[FoldAddress(ref.Cell.Text)]) == 0
}

func (p *People) lookup(ctx context.Context, ids []string) error {
	var asked []string
	for _, id := range ids {
		if _, seen := p.byID[id]; !seen {
			asked = append(asked, id)
			p.byID[id] = nil
		}
	}
	people, err := p.on.Lookup(ctx, asked)
	if err != nil {
		for _, id := range asked {
			delete(p.byID, id)
		}
		return err
	}
	folded := map[string]*site.Person{}
	for _, person := range people {
		p.byID[person.ID] = &person
		folded[Fold(person.ID)] = &person
	}
	if p.on.Product() == site.DatacenterProduct { // it does not tell upper from lower case
		for _, id := range asked {
			if p.byID[id] == nil {
				p.byID[id] = folded[Fold(id)]
			}
		}
	}
	return nil
}

// with returns the accounts with an address, as far as they were fetched, each once:
// the site and an export may both tell of one.
func (p *People) with(email string) []site.Person {
	people := slices.Clone(p.shown[FoldAddress(email)])
	for _, id := range p.known[FoldAddress(email)] {
		if person := p.byID[id]; person != nil {
			people = append(people, *person)
		}
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(people, func(person site.Person) bool {
		again := seen[person.ID]
		seen[person.ID] = true
		return again
	})
}

// WithAddresses returns the accounts that have each of these addresses: none, one,
// or several.
func (p *People) WithAddresses(ctx context.Context, emails []string) ([][]site.Person, error) {
	refs := make([]Ref, 0, len(emails))
	for _, email := range emails {
		refs = append(refs, Ref{Cell: input.Cell{Text: email}, Form: Email})
	}
	if err := p.fetch(ctx, refs); err != nil {
		return nil, err
	}
	found := make([][]site.Person, 0, len(emails))
	for _, email := range emails {
		found = append(found, p.with(email))
	}
	return found, nil
}

// one returns the account a reference names, or what is wrong with it.
func (p *People) one(ref Ref) (site.Person, string) {
	text := ref.Cell.Text
	if p.byName(ref) {
		if person := p.byID[text]; person != nil {
			return *person, ""
		}
		if ref.Form == ID || !isEmail(text) {
			return site.Person{}, "the site has no account " + text
		}
	}
	if !LooksValid(text) {
		return site.Person{}, "is no e-mail address: " + text
	}
	people := p.with(text)
	switch len(people) {
	case 1:
		return people[0], ""
	case 0:
		if p.on.Product() == site.CloudProduct {
			return site.Person{}, "no account shows the address " + text +
				"; give the administrator's export with -people, or the account id"
		}
		return site.Person{}, "no active account has the address " + text
	}
	ids := make([]string, 0, len(people))
	for _, person := range people {
		ids = append(ids, person.ID)
	}
	slices.Sort(ids)
	return site.Person{}, "several accounts have the address " + text + ": " + strings.Join(ids, ", ") + "; give the one that is meant"
}

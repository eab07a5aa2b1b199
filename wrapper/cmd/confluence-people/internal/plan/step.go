// Package plan says what is to be done on a site, step by step: as text for
// people, as JSON for the journal, and backwards to undo it.
package plan

import (
	"encoding/json"
	"slices"
	"strings"
)

// Verb is what a step does.
type Verb string

// The things that can be done.
const (
	Add            Verb = "add"
	Remove         Verb = "remove"
	WatchSpace     Verb = "watch-space"
	UnwatchSpace   Verb = "unwatch-space"
	WatchContent   Verb = "watch-content"
	UnwatchContent Verb = "unwatch-content"
	WatchLabel     Verb = "watch-label"
	UnwatchLabel   Verb = "unwatch-label"
	SetProperty    Verb = "set-property"
	DeleteProperty Verb = "delete-property"
	Enable         Verb = "enable"
	Disable        Verb = "disable"
	Create         Verb = "create-user"
	Update         Verb = "update-user"
	Delete         Verb = "delete-user"
)

// Step is one thing to do to one account. It is one write to the site.
type Step struct {
	Do Verb `json:"do"`
	// Who is the account id on Cloud and the user name on Data Center.
	Who string `json:"who"`
	// Name is the name to show. A report for machines leaves it out.
	Name string `json:"-"`
	// Group is the id of a group on Cloud and its name on Data Center.
	Group string `json:"group,omitempty"`
	// GroupName is what people call the group.
	GroupName string `json:"groupName,omitempty"`
	// What is a space key, a content id, a label or the key of a property.
	What string `json:"what,omitempty"`
	// Value is that of a property: the one to set, or the one that goes.
	Value json.RawMessage `json:"value,omitempty"`
	// Task is the task that carries the step out in the background, once it has
	// begun.
	Task string `json:"task,omitempty"`
	// Profile is what an account is created or updated with.
	Profile *Profile `json:"profile,omitempty"`
	// Was is what an update replaces.
	Was *Profile `json:"was,omitempty"`
	// Of is the number, from 1, of the step in another journal that it undoes.
	Of int `json:"of,omitempty"`
}

// Profile is what Data Center keeps of a person. What is empty stays.
type Profile struct {
	FullName string `json:"fullName,omitempty"`
	Email    string `json:"email,omitempty"`
}

// Key tells the steps of a plan apart.
func (s Step) Key() string {
	return strings.Join([]string{string(s.Do), s.Who, s.Group, s.What}, "\x00")
}

// Note is something that is left alone, and why.
type Note struct {
	Subject string `json:"subject"`
	Why     string `json:"why"`
}

// Plan is what a command wants to do.
type Plan struct {
	Steps []Step
	// Left is what is left alone though the input asks for it.
	Left []Note
	// Keep counts what is already as it should be.
	Keep int

	// noted has what is in Left.
	noted map[Note]bool
}

// Leave notes that something is left alone.
func (p *Plan) Leave(subject, why string) {
	if p.noted == nil {
		p.noted = map[Note]bool{}
		for _, note := range p.Left {
			p.noted[note] = true
		}
	}
	if note := (Note{subject, why}); !p.noted[note] {
		p.noted[note] = true
		p.Left = append(p.Left, note)
	}
}

// Sort sorts steps by who they are about.
func Sort(steps []Step) {
	slices.SortFunc(steps, func(a, b Step) int { return strings.Compare(a.Key(), b.Key()) })
}

package cli

import (
	"context"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/roster"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// since finds out what somebody else has changed of what a run wrote: to undo the one
// would undo the other, too.
type since struct {
	on site.Site
	// now has everybody as they are, by id, once somebody's profile is looked at; a walk
	// alone shows addresses.
	now map[string]site.Person
}

// changed is whether what a step wrote is there no longer. An address that the site
// does not show is taken for the same, and who is gone is told of when it is tried.
func (s *since) changed(ctx context.Context, step plan.Step) (bool, error) {
	switch { // the others have two states, of which undoing chooses one
	case step.Do == plan.Update && step.Profile != nil:
		if err := s.read(ctx); err != nil {
			return false, err
		}
		is, there := s.now[roster.Fold(step.Who)]
		name, address := step.Profile.FullName, step.Profile.Email
		return there && (name != "" && roster.Compose(is.Name) != roster.Compose(name) ||
			address != "" && is.Email != "" && roster.FoldAddress(is.Email) != roster.FoldAddress(address)), nil
	case step.Do == plan.DeleteProperty:
		gone, err := s.on.Done(ctx, step)
		return err == nil && !gone, err
	default:
		return false, nil
	}
}

// read reads everybody, once.
func (s *since) read(ctx context.Context) error {
	if s.now != nil {
		return nil
	}
	s.now = map[string]site.Person{}
	for person, err := range s.on.Everybody(ctx) {
		if err != nil {
			return err
		}
		s.now[roster.Fold(person.ID)] = person
	}
	return nil
}

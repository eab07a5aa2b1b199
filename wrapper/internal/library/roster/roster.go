// Package roster compares the members of a group with those who are to be in it,
// and changes the group.
package roster

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// Plan says what has to change.
type Plan struct {
	// Add lists who is wanted and not a member, in the order of the wish.
	Add []string
	// Remove lists who is a member and not wanted, in the order of the listing.
	Remove []string
	// Keep lists who is a member and stays, in the order of the listing.
	Keep []string
	// Hidden counts members whose names the service does not show.
	Hidden int
}

// Compare makes a plan from the names wanted and the names of the members, ""
// for one who is hidden. Nobody is removed where addOnly is set.
func Compare(want []string, members iter.Seq2[string, error], addOnly bool) (Plan, error) {
	wanted := make(map[string]bool, len(want))
	for _, name := range want {
		wanted[name] = true
	}
	var p Plan
	seen := make(map[string]bool, len(want))
	for name, err := range members {
		switch {
		case err != nil:
			return Plan{}, err
		case name == "":
			p.Hidden++
		case seen[name]:
		case wanted[name] || addOnly:
			p.Keep = append(p.Keep, name)
		default:
			p.Remove = append(p.Remove, name)
		}
		seen[name] = true
	}
	for _, name := range want {
		if !seen[name] {
			p.Add = append(p.Add, name)
			seen[name] = true
		}
	}
	return p, nil
}

// String counts.
func (p Plan) String() string {
	text := fmt.Sprintf("%d to add, %d to remove, %d to keep", len(p.Add), len(p.Remove), len(p.Keep))
	if p.Hidden > 0 {
		text += fmt.Sprintf(", %d hidden", p.Hidden)
	}
	return text
}

// Each changes the group for one name after the other and returns those it was
// changed for. What fails for one name is no reason to leave out the next; the
// errors come joined, each with its name. A credential that is refused and a
// context that has ended would fail for all of them and end it.
func Each(ctx context.Context, what string, names []string, change func(ctx context.Context, name string) error) (done []string, goOn bool, err error) {
	var failures []error
	for _, name := range names {
		failure := change(ctx, name)
		if failure == nil {
			done = append(done, name)
			continue
		}
		failures = append(failures, fmt.Errorf("%s %s: %w", what, name, failure))
		if ctx.Err() != nil || refused(failure) {
			return done, false, errors.Join(failures...)
		}
	}
	return done, true, errors.Join(failures...)
}

// refused reports an error that every other request would meet, too.
func refused(err error) bool {
	for _, kind := range []error{confluence.ErrUnauthorized, confluence.ErrScope, confluence.ErrReadOnly} {
		if errors.Is(err, kind) {
			return true
		}
	}
	return false
}

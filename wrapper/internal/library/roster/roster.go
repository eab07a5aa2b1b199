// Package roster compares the members of a group with those who are to be in it,
// and changes the group.
package roster

import (
	"context"
	"encoding/json"
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

// Failure is a name that a change failed for.
type Failure struct {
	// Name is the name.
	Name string
	// Err is why.
	Err error
}

// Outcome is what became of changes.
type Outcome struct {
	// Done lists the names that the change was made for.
	Done []string
	// Failed lists the names that it failed for.
	Failed []Failure
	// Stopped is whether the names after the last one were left out, for which it
	// would have failed, too.
	Stopped bool

	what string
}

// Each changes the group for one name after the other. What fails for one name is
// no reason to leave out the next; a credential that is refused and a context that
// has ended would fail for all of them and end it.
func Each(ctx context.Context, what string, names []string, change func(ctx context.Context, name string) error) Outcome {
	o := Outcome{what: what}
	for _, name := range names {
		err := change(ctx, name)
		if err == nil {
			o.Done = append(o.Done, name)
			continue
		}
		o.Failed = append(o.Failed, Failure{name, err})
		if ctx.Err() != nil || refused(err) {
			o.Stopped = true
			break
		}
	}
	return o
}

// Err joins the errors, each with its name.
func (o Outcome) Err() error {
	errs := make([]error, len(o.Failed))
	for i, f := range o.Failed {
		errs[i] = fmt.Errorf("%s %s: %w", o.what, f.Name, f.Err)
	}
	return errors.Join(errs...)
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

// failure is how one is encoded: an error as its text.
type failure struct {
	Member string `json:"member"`
	Err    string `json:"error"`
}

// Encode encodes a failure.
func (f Failure) Encode() ([]byte, error) {
	var text string
	if f.Err != nil {
		text = f.Err.Error()
	}
	return json.Marshal(failure{f.Name, text})
}

// Decode decodes what Encode encodes. Of the error, the text is left.
func Decode(data []byte) (Failure, error) {
	var decoded failure
	if err := json.Unmarshal(data, &decoded); err != nil {
		return Failure{}, err
	}
	f := Failure{Name: decoded.Member}
	if decoded.Err != "" {
		f.Err = errors.New(decoded.Err)
	}
	return f, nil
}

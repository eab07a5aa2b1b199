package audit

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// Teller is told how an audit goes.
type Teller interface {
	Begin(what string, total int)
	Advance(n int)
	End()
	Say(format string, args ...any)
	Wrong(err error)
}

// Audit is an audit of one site.
type Audit struct {
	on    site.Site
	spool *spool
	tell  Teller
	// shown has the addresses that the members of groups come without.
	shown map[string]string
	// failed are the groups that could not be read.
	failed []site.Group
	// Began is when the audit began of which it goes on with what was read, and Last when
	// that last read something; zero for none.
	Began, Last time.Time
}

// Open begins an audit that keeps what it reads in a file, or takes up one that
// was broken off.
func Open(on site.Site, path string, heading Heading, tell Teller) (*Audit, error) {
	s, began, err := openSpool(path, heading)
	if err != nil {
		return nil, err
	}
	if len(s.groups) > 0 {
		tell.Say("going on with the audit of %s: %d groups are read (%s)", began.Format("2006-01-02 15:04"), len(s.groups), path)
	}
	return &Audit{on: on, spool: s, tell: tell, Began: began, Last: s.last}, nil
}

// Close closes the file, which stays.
func (a *Audit) Close() error { return a.spool.close() }

// Remove closes the file and removes it.
func (a *Audit) Remove() error { return a.spool.remove() }

// ErrIncomplete is an audit in which groups are missing.
var ErrIncomplete = errors.New("groups are missing")

// Read reads the groups that are not read yet, beginning with what an earlier run
// left unfinished. What goes wrong with one group is no reason to leave out the next;
// the error is ErrIncomplete then, and another where reading on makes no sense.
func (a *Audit) Read(ctx context.Context, groups []site.Group) error {
	nested, err := a.nesting(ctx, groups)
	if err != nil {
		return err
	}
	a.tell.Begin("groups", len(groups))
	defer a.tell.End()
	a.tell.Advance(len(groups) - len(a.missing(groups)))
	if a.spool.unfinished() {
		// Whatever goes wrong here is tried once more below.
		if err := a.walk(ctx, nested, func(site.Group, error) {}); err != nil {
			return err
		}
	}
	if rest := a.missing(groups); len(rest) > 0 {
		if err := disk(errors.Join(a.spool.put(entry{List: rest}), a.spool.keep())); err != nil {
			return err
		}
		a.spool.list, a.spool.at = rest, nil
		if err := a.walk(ctx, nested, a.lacks); err != nil {
			return err
		}
	}
	if len(a.failed) > 0 {
		return fmt.Errorf("%w: %d of %d could not be read", ErrIncomplete, len(a.failed), len(groups))
	}
	return nil
}

// missing returns the groups that are neither read nor known to fail.
func (a *Audit) missing(groups []site.Group) []site.Group {
	known := map[string]bool{}
	for _, group := range a.failed {
		known[group.ID] = true
	}
	var missing []site.Group
	for _, group := range groups {
		if a.spool.byID[group.ID] == nil && !known[group.ID] {
			missing = append(missing, group)
		}
		known[group.ID] = true
	}
	return missing
}

func (a *Audit) lacks(group site.Group, err error) {
	a.tell.Wrong(fmt.Errorf("group %s: %w", group.Name, err))
	a.failed = append(a.failed, group)
	a.tell.Advance(1)
}

// nesting reads which groups are in which, side by side.
func (a *Audit) nesting(ctx context.Context, groups []site.Group) (map[string][]string, error) {
	missing := a.missing(groups)
	found, failed := make([][]string, len(missing)), make([]error, len(missing))
	var reading errgroup.Group
	reading.SetLimit(sideBySide)
	for i, group := range missing {
		reading.Go(func() error {
			for sub, err := range a.on.Subgroups(ctx, group.ID) {
				if err != nil {
					failed[i] = err // others go on, and which of them end the audit is decided below
					return nil
				}
				found[i] = append(found[i], sub.ID)
			}
			return nil
		})
	}
	_ = reading.Wait() // each failure is kept with its group
	nested := map[string][]string{}
	for i, group := range missing {
		switch err := failed[i]; {
		case err == nil:
			nested[group.ID] = found[i]
		case final(ctx, err):
			return nil, fmt.Errorf("group %s: %w", group.Name, err)
		default:
			a.lacks(group, err)
		}
	}
	return nested, nil
}

// walk reads the groups of the list of the spool, from where that is.
func (a *Audit) walk(ctx context.Context, nested map[string][]string, lacks func(site.Group, error)) error {
	s := a.spool
	done := 0
	if s.at != nil {
		done = s.at.Groups
	}
	failed := false // the group in hand
	options := site.MembershipOptions{From: s.at}
	options.OnGroupError = func(group site.Group, err error) error {
		if final(ctx, err) {
			return fmt.Errorf("group %s: %w", group.Name, err)
		}
		lacks(group, err)
		failed = true
		return disk(s.drop())
	}
	options.OnCheckpoint = func(at site.Checkpoint) (err error) {
		e := entry{At: &at}
		if !failed {
			e.Time = time.Now().UTC()
		}
		group := s.list[min(done, len(s.list)-1)]
		ended := at.Groups > done && !failed
		done, failed = at.Groups, false
		if ended {
			e.Subgroups, e.End = nested[group.ID]
			if !e.End { // it has gone since the walk was begun
				ended = false
				err = disk(s.drop())
			} else {
				err = a.open(group) // it may have no members
			}
		}
		begin := s.size
		if err = errors.Join(err, disk(errors.Join(s.put(e), s.keep()))); err != nil {
			return err
		}
		s.at = &at
		if ended {
			s.end(begin, e.Subgroups)
			a.tell.Advance(1)
		}
		return nil
	}
	for m, err := range a.on.Memberships(ctx, s.list, options) {
		if err == nil {
			err = a.add(m)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// open takes a group in hand, if it is not.
func (a *Audit) open(group site.Group) error {
	s := a.spool
	if s.open != nil {
		return nil
	}
	begin := s.size
	if err := disk(s.put(entry{Group: &group})); err != nil {
		return err
	}
	s.open = &segment{Group: group, begin: begin, start: s.size}
	return nil
}

func (a *Audit) add(m site.Membership) error {
	if err := a.open(m.Group); err != nil {
		return err
	}
	p := m.Person
	a.spool.open.Members++
	return disk(a.spool.put(entry{Person: &row{
		ID: p.ID, Name: p.Name, Email: p.Email, Kind: p.Kind, Status: p.Status, Inactive: p.Inactive, Guest: p.Guest,
	}}))
}

// final tells the failures that every further group would meet, too.
func final(ctx context.Context, err error) bool {
	return errors.Is(err, errDisk) || site.Final(ctx, err)
}

var errDisk = errors.New("what was read cannot be kept")

func disk(err error) error {
	if err != nil {
		return fmt.Errorf("%w: %w", errDisk, err)
	}
	return nil
}

// Addresses asks for the addresses that the members of Data Center's groups come
// without. Where the caller may not see them, there are none.
func (a *Audit) Addresses(ctx context.Context) error {
	if a.on.Product() != site.DatacenterProduct {
		return nil
	}
	a.shown = map[string]string{}
	for person, err := range a.on.Everybody(ctx) {
		if err != nil {
			if final(ctx, err) && !errors.Is(err, confluence.ErrNoRoute) {
				return fmt.Errorf("reading addresses: %w", err)
			}
			a.tell.Say("there will be no addresses, since the list of active users cannot be read: %v", err)
			return nil
		}
		if person.Email != "" {
			a.shown[person.ID] = person.Email
		}
	}
	return nil
}

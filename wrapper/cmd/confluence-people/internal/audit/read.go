package audit

import (
	"context"
	"errors"
	"fmt"
	"io"

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
	return &Audit{on: on, spool: s, tell: tell}, nil
}

// Close closes the file, which stays.
func (a *Audit) Close() error { return a.spool.file.Close() }

// ErrIncomplete is an audit in which groups are missing.
var ErrIncomplete = errors.New("groups are missing")

// Read reads the groups that are not read yet. What goes wrong with one group is
// no reason to leave out the next; the error is ErrIncomplete then, and another
// where reading on makes no sense.
func (a *Audit) Read(ctx context.Context, groups []site.Group) error {
	a.tell.Begin("groups", len(groups))
	defer a.tell.End()
	for _, group := range groups {
		if a.spool.byID[group.ID] == nil {
			if err := a.group(ctx, group); err != nil {
				if final(ctx, err) {
					return fmt.Errorf("group %s: %w", group.Name, err)
				}
				a.tell.Wrong(fmt.Errorf("group %s: %w", group.Name, err))
				a.failed = append(a.failed, group)
			}
		}
		a.tell.Advance(1)
	}
	if len(a.failed) > 0 {
		return fmt.Errorf("%w: %d of %d could not be read", ErrIncomplete, len(a.failed), len(groups))
	}
	return nil
}

// final tells the failures that every further group would meet, too.
func final(ctx context.Context, err error) bool {
	for _, kind := range []error{
		confluence.ErrUnauthorized, confluence.ErrAnonymous, confluence.ErrScope, confluence.ErrRateLimited, confluence.ErrNoRoute, errDisk,
	} {
		if errors.Is(err, kind) {
			return true
		}
	}
	return ctx.Err() != nil
}

var errDisk = errors.New("what was read cannot be kept")

func disk(err error) error {
	if err != nil {
		return fmt.Errorf("%w: %w", errDisk, err)
	}
	return nil
}

// group reads a group into the spool. Of one that fails in the middle nothing
// stays there.
func (a *Audit) group(ctx context.Context, group site.Group) error {
	begin := a.spool.size
	read, err := a.copy(ctx, group)
	if err == nil {
		err = disk(errors.Join(a.spool.put(entry{End: true}), a.spool.out.Flush(), a.spool.file.Sync()))
	}
	if err != nil {
		a.spool.out.Reset(a.spool.file)
		a.spool.size = begin
		_, seekErr := a.spool.file.Seek(begin, io.SeekStart)
		return errors.Join(err, disk(a.spool.file.Truncate(begin)), disk(seekErr))
	}
	a.spool.complete(read)
	return nil
}

func (a *Audit) copy(ctx context.Context, group site.Group) (*segment, error) {
	read := &segment{Group: group}
	for sub, err := range a.on.Subgroups(ctx, group.ID) {
		if err != nil {
			return nil, err
		}
		read.Subgroups = append(read.Subgroups, sub.ID)
	}
	if err := disk(a.spool.put(entry{Group: &group, Subgroups: read.Subgroups})); err != nil {
		return nil, err
	}
	read.start = a.spool.size
	for person, err := range a.on.Members(ctx, group.ID) {
		if err != nil {
			return nil, err
		}
		if err := disk(a.spool.put(entry{Person: &row{
			ID: person.ID, Name: person.Name, Email: person.Email, Kind: person.Kind, Status: person.Status,
			Inactive: person.Inactive, Guest: person.Guest,
		}})); err != nil {
			return nil, err
		}
		read.Members++
	}
	read.length = a.spool.size - read.start
	return read, nil
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

package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
)

// outcome is what was done for one row, and what went wrong.
type outcome struct {
	person person
	done   []string
	err    error
}

// provision makes people be there as the file says, and returns an outcome for
// each it came to. The error says why it came to no more: groups that are
// missing, a credential that is refused, the end of the context.
func provision(ctx context.Context, client *datacenter.Client, people []person) ([]outcome, error) {
	if err := checkGroups(ctx, client, people); err != nil {
		return nil, err
	}
	emails, err := readEmails(ctx, client)
	if err != nil {
		return nil, fmt.Errorf("reading e-mail addresses: %w", err)
	}
	var outcomes []outcome
	for _, p := range people {
		done, err := provisionOne(ctx, client, p, emails[p.user.Username])
		outcomes = append(outcomes, outcome{p, done, err})
		if ctx.Err() != nil || errors.Is(err, confluence.ErrUnauthorized) {
			return outcomes, err
		}
	}
	return outcomes, nil
}

// checkGroups names all the groups that are missing.
func checkGroups(ctx context.Context, client *datacenter.Client, people []person) error {
	var missing []error
	asked := map[string]bool{}
	for _, p := range people {
		for _, group := range p.groups {
			if asked[group] {
				continue
			}
			asked[group] = true
			_, err := client.Groups.Get(ctx, group, nil)
			if errors.Is(err, confluence.ErrNotFound) {
				missing = append(missing, fmt.Errorf("line %d: there is no group %q", p.line, group))
			} else if err != nil {
				return fmt.Errorf("group %q: %w", group, err)
			}
		}
	}
	return errors.Join(missing...)
}

// readEmails returns the addresses of the active users by user name; nothing else
// shows addresses.
func readEmails(ctx context.Context, client *datacenter.Client) (map[string]string, error) {
	emails := map[string]string{}
	for user, err := range client.Users.AllActive(ctx, nil) {
		if err != nil {
			return nil, err
		}
		emails[user.Username] = user.Email
	}
	return emails, nil
}

// provisionOne does what is to be done for one person. It does what comes later
// only if what comes before went well, and says what it has done in any case.
func provisionOne(ctx context.Context, client *datacenter.Client, p person, email string) (done []string, err error) {
	user, err := find(ctx, client, p.user.Username)
	switch {
	case err != nil:
		return nil, err
	case user == nil:
		if err := create(ctx, client, p.user); err != nil {
			return nil, err
		}
		done = append(done, "created")
	default:
		change := difference(user, email, p.user)
		if change != (datacenter.UserUpdate{}) {
			if err := client.Admin.UpdateUser(ctx, p.user.Username, change); err != nil {
				return nil, err
			}
			done = append(done, "updated")
		}
	}
	joined, err := join(ctx, client, p)
	return append(done, joined...), err
}

// find returns nil for a user who is not there, or who was there once.
func find(ctx context.Context, client *datacenter.Client, username string) (*datacenter.User, error) {
	user, err := client.Users.Get(ctx, datacenter.Username(username), nil)
	switch {
	case errors.Is(err, confluence.ErrNotFound), err == nil && user.Type == datacenter.UserUnknown:
		return nil, nil //nolint:nilnil // nobody is no error here
	case err != nil:
		return nil, err
	}
	return user, nil
}

// create creates a user. When the response is lost it looks whether the user is
// there: a second request would be a conflict with the first.
func create(ctx context.Context, client *datacenter.Client, newcomer datacenter.NewUser) error {
	_, err := client.Admin.CreateUser(ctx, newcomer)
	failure, ok := errors.AsType[*confluence.Error](err)
	if !ok || !failure.Uncertain {
		return err
	}
	user, lookErr := find(ctx, client, newcomer.Username)
	if lookErr != nil || user == nil {
		return errors.Join(err, lookErr)
	}
	return nil
}

// difference is what has to change. An address that is not known, since the user
// is disabled or the index behind, is left alone.
func difference(user *datacenter.User, email string, want datacenter.NewUser) datacenter.UserUpdate {
	var change datacenter.UserUpdate
	if user.DisplayName != want.FullName {
		change.FullName = want.FullName
	}
	if email != "" && email != want.Email {
		change.Email = want.Email
	}
	return change
}

// join puts a person into the groups they are not in.
func join(ctx context.Context, client *datacenter.Client, p person) (done []string, err error) {
	in := map[string]bool{}
	for group, err := range client.Users.AllGroups(ctx, datacenter.Username(p.user.Username), nil) {
		if err != nil {
			return nil, err
		}
		in[group.Name] = true
	}
	for _, group := range p.groups {
		if in[group] {
			continue // a spelling that differs costs a request and changes nothing
		}
		if err := client.Groups.AddMember(ctx, group, p.user.Username); err != nil {
			return done, fmt.Errorf("group %q: %w", group, err)
		}
		done = append(done, "joined "+group)
	}
	return done, nil
}

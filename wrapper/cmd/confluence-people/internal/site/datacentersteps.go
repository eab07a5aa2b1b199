package site

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
)

// Do carries out a step. A deletion is waited for.
func (d Datacenter) Do(ctx context.Context, step plan.Step, accepted func(taskID string)) error {
	who := datacenter.Username(step.Who)
	switch step.Do {
	case plan.Add:
		return d.Client.Groups.AddMember(ctx, step.Group, step.Who)
	case plan.Remove:
		return d.Client.Groups.RemoveMember(ctx, step.Group, step.Who)
	case plan.WatchSpace:
		return d.Client.Watches.WatchSpace(ctx, step.What, who, nil)
	case plan.UnwatchSpace:
		return d.Client.Watches.UnwatchSpace(ctx, step.What, who, nil)
	case plan.WatchContent:
		return d.Client.Watches.WatchContent(ctx, step.What, who)
	case plan.UnwatchContent:
		return d.Client.Watches.UnwatchContent(ctx, step.What, who)
	case plan.Enable:
		return d.Client.Admin.EnableUser(ctx, step.Who)
	case plan.Disable:
		return d.Client.Admin.DisableUser(ctx, step.Who)
	case plan.Create:
		_, err := d.Client.Admin.CreateUser(ctx, newUser(step))
		return err
	case plan.Update:
		return d.Client.Admin.UpdateUser(ctx, step.Who, datacenter.UserUpdate(*step.Profile))
	case plan.Delete:
		return d.deleteUser(ctx, step, accepted)
	default:
		return cannot("Data Center", step)
	}
}

// newUser is what a step creates. The newcomer is mailed and chooses a password,
// so that none is in a file.
func newUser(step plan.Step) datacenter.NewUser {
	return datacenter.NewUser{
		Username: step.Who, FullName: step.Profile.FullName, Email: step.Profile.Email, NotifyViaEmail: true,
	}
}

// deleteUser deletes a user and follows the task. A task that can no longer be
// seen has ended or not: whether the user is there says which.
func (d Datacenter) deleteUser(ctx context.Context, step plan.Step, accepted func(taskID string)) error {
	id := step.Task
	if id == "" {
		task, err := d.Client.Admin.DeleteUser(ctx, step.Who)
		if err != nil {
			return err
		}
		id = task.ID
		accepted(id)
	}
	_, err := d.Client.Tasks.Wait(ctx, id, d.Wait)
	if err == nil || !errors.Is(err, confluence.ErrNotFound) {
		return err
	}
	done, lookErr := d.userGone(ctx, step.Who)
	if lookErr != nil || !done {
		return errors.Join(err, lookErr)
	}
	return nil
}

// Done looks whether a step is carried out.
func (d Datacenter) Done(ctx context.Context, step plan.Step) (bool, error) {
	who := datacenter.Username(step.Who)
	switch step.Do {
	case plan.Add:
		return d.Client.Groups.IsMember(ctx, step.Group, who)
	case plan.Remove:
		return not(d.Client.Groups.IsMember(ctx, step.Group, who))
	case plan.WatchSpace:
		return d.Client.Watches.IsWatchingSpace(ctx, step.What, who, nil)
	case plan.UnwatchSpace:
		return not(d.Client.Watches.IsWatchingSpace(ctx, step.What, who, nil))
	case plan.WatchContent:
		return d.Client.Watches.IsWatchingContent(ctx, step.What, who)
	case plan.UnwatchContent:
		return not(d.Client.Watches.IsWatchingContent(ctx, step.What, who))
	case plan.Create:
		return not(d.userGone(ctx, step.Who))
	case plan.Delete:
		return d.goesAway(ctx, step.Who)
	case plan.Enable:
		is, err := d.person(ctx, step.Who)
		return err == nil && is.Status != "" && !is.Inactive, err
	case plan.Disable:
		is, err := d.person(ctx, step.Who)
		return err == nil && is.Inactive, err
	case plan.Update:
		return false, nil // to do it again does no harm
	default:
		return false, cannot("Data Center", step)
	}
}

// goesAway looks for a while whether a user disappears. It is for a deletion whose
// response was lost, and with it the task: it may be under way.
func (d Datacenter) goesAway(ctx context.Context, username string) (bool, error) {
	for range looks {
		if gone, err := d.userGone(ctx, username); gone || err != nil {
			return gone, err
		}
		timer := time.NewTimer(betweenLooks)
		select {
		case <-ctx.Done():
			timer.Stop()
			return false, ctx.Err()
		case <-timer.C:
		}
	}
	return d.userGone(ctx, username)
}

const (
	looks        = 20
	betweenLooks = 3 * time.Second
)

// userGone tells whether there is no such user. A name that only old content
// remembers is none.
func (d Datacenter) userGone(ctx context.Context, username string) (bool, error) {
	user, err := d.Client.Users.Get(ctx, datacenter.Username(username), nil)
	if err == nil {
		return user.Type == datacenter.UserUnknown, nil
	}
	return gone(err)
}

// person is a user with a status, if the instance tells it.
func (d Datacenter) person(ctx context.Context, username string) (Person, error) {
	user, err := d.Client.Users.Get(ctx, datacenter.Username(username), &datacenter.UserGetOptions{Expand: []string{datacenter.ExpandStatus}})
	if err != nil {
		return Person{}, err
	}
	return datacenterPerson(*user), nil
}

// Check holds a step against the published rules for what it sends.
func Check(step plan.Step) error {
	switch {
	case step.Do == plan.Create && step.Profile != nil:
		return newUser(step).Validate()
	case step.Do == plan.Update && step.Profile != nil:
		return datacenter.UserUpdate(*step.Profile).Validate()
	case step.Do == plan.Create || step.Do == plan.Update:
		return fmt.Errorf("%w: a step without a profile", confluence.ErrInvalid)
	}
	return nil
}

package site

import (
	"context"
	"errors"
	"fmt"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// ErrCannot is a step that the product does not know.
var ErrCannot = errors.New("this product cannot do that")

func cannot(product string, step plan.Step) error {
	return fmt.Errorf("%w: %s on %s", ErrCannot, step.Do, product)
}

// Do carries out a step. None goes on in the background here.
func (c Cloud) Do(ctx context.Context, step plan.Step, _ func(taskID string)) error {
	if step.Who == "" || step.Who == cloud.DefaultAccount {
		// A step names its account; the caller must not be taken for it.
		return fmt.Errorf("%w: a step without an account", confluence.ErrInvalid)
	}
	switch step.Do {
	case plan.Add:
		return c.Client.Groups.AddMember(ctx, step.Group, step.Who)
	case plan.Remove:
		return c.Client.Groups.RemoveMember(ctx, step.Group, step.Who)
	case plan.WatchSpace:
		return c.Client.Watches.WatchSpace(ctx, step.What, step.Who)
	case plan.UnwatchSpace:
		return c.Client.Watches.UnwatchSpace(ctx, step.What, step.Who)
	case plan.WatchContent:
		return c.Client.Watches.WatchContent(ctx, step.What, step.Who)
	case plan.UnwatchContent:
		return c.Client.Watches.UnwatchContent(ctx, step.What, step.Who)
	case plan.WatchLabel:
		return c.Client.Watches.WatchLabel(ctx, step.What, step.Who)
	case plan.UnwatchLabel:
		return c.Client.Watches.UnwatchLabel(ctx, step.What, step.Who)
	case plan.SetProperty:
		return c.Client.Properties.Set(ctx, step.Who, step.What, step.Value)
	case plan.DeleteProperty:
		err := c.Client.Properties.Delete(ctx, step.Who, step.What)
		if errors.Is(err, confluence.ErrNotFound) { // it is gone, which is what was wanted
			return nil
		}
		return err
	default:
		return cannot("Confluence Cloud", step)
	}
}

// Done looks whether a step is carried out.
func (c Cloud) Done(ctx context.Context, step plan.Step) (bool, error) {
	switch step.Do {
	case plan.Add:
		return c.Client.Groups.IsMember(ctx, step.Group, step.Who)
	case plan.Remove:
		return not(c.Client.Groups.IsMember(ctx, step.Group, step.Who))
	case plan.WatchSpace:
		return c.Client.Watches.IsWatchingSpace(ctx, step.What, step.Who)
	case plan.UnwatchSpace:
		return not(c.Client.Watches.IsWatchingSpace(ctx, step.What, step.Who))
	case plan.WatchContent:
		return c.Client.Watches.IsWatchingContent(ctx, step.What, step.Who)
	case plan.UnwatchContent:
		return not(c.Client.Watches.IsWatchingContent(ctx, step.What, step.Who))
	case plan.WatchLabel:
		return c.Client.Watches.IsWatchingLabel(ctx, step.What, step.Who)
	case plan.UnwatchLabel:
		return not(c.Client.Watches.IsWatchingLabel(ctx, step.What, step.Who))
	case plan.DeleteProperty:
		_, err := c.Client.Properties.Get(ctx, step.Who, step.What)
		return gone(err)
	case plan.SetProperty:
		return false, nil // to set it again does no harm
	default:
		return false, cannot("Confluence Cloud", step)
	}
}

func not(is bool, err error) (bool, error) { return !is && err == nil, err }

// gone turns the error of a look into whether there is nothing.
func gone(err error) (bool, error) {
	if errors.Is(err, confluence.ErrNotFound) {
		return true, nil
	}
	return false, err
}

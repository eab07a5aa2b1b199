package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// things are what may be watched.
type things struct {
	spaces []string // keys
	pages  []string // ids
	labels []string
}

// thing is one of them, and what can be done to watches of its kind.
type thing struct {
	kind, id   string
	isWatching func(ctx context.Context, id, accountID string) (bool, error)
	watch      func(ctx context.Context, id, accountID string) error
	unwatch    func(ctx context.Context, id, accountID string) error
}

func (t things) list(watches *cloud.WatchesService) []thing {
	var all []thing
	for _, key := range t.spaces {
		all = append(all, thing{"space", key, watches.IsWatchingSpace, watches.WatchSpace, watches.UnwatchSpace})
	}
	for _, id := range t.pages {
		all = append(all, thing{"page", id, watches.IsWatchingContent, watches.WatchContent, watches.UnwatchContent})
	}
	for _, label := range t.labels {
		all = append(all, thing{"label", label, watches.IsWatchingLabel, watches.WatchLabel, watches.UnwatchLabel})
	}
	return all
}

// result says what has become of the watches of the old account.
type result struct {
	moved []string // are the new account's now
	both  []string // are the new account's, and still the old one's
}

// move makes the account to watch what the account from watches, and makes from
// stop watching each thing once to does. A watch that cannot be moved stays with
// from and does not keep the others from moving; the errors come joined. To move
// again takes up the rest.
func move(ctx context.Context, client *cloud.Client, from, to string, what things) (result, error) {
	if err := tellApart(ctx, client.Users, from, to); err != nil {
		return result{}, err
	}
	var res result
	var errs []error
	for _, t := range what.list(client.Watches) {
		if err := t.move(ctx, from, to, &res); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", t.name(), err))
			if ctx.Err() != nil || errors.Is(err, confluence.ErrUnauthorized) {
				break
			}
		}
	}
	return res, errors.Join(errs...)
}

// tellApart makes sure that both accounts are there and are not the same under
// two ids: what the one then stopped watching, the other would lose.
func tellApart(ctx context.Context, users *cloud.UsersService, from, to string) error {
	old, err := users.Get(ctx, from, nil)
	if err != nil {
		return fmt.Errorf("the old account: %w", err)
	}
	successor, err := users.Get(ctx, to, nil)
	if err != nil {
		return fmt.Errorf("the new account: %w", err)
	}
	if old.AccountID == successor.AccountID {
		return errors.New("the old and the new account are the same")
	}
	return nil
}

func (t thing) name() string { return t.kind + " " + t.id }

func (t thing) move(ctx context.Context, from, to string, res *result) error {
	watching, err := t.isWatching(ctx, t.id, from)
	if err != nil || !watching {
		return err
	}
	if err := t.copy(ctx, to); err != nil {
		return err
	}
	if err := t.unwatch(ctx, t.id, from); err != nil {
		res.both = append(res.both, t.name())
		return err
	}
	res.moved = append(res.moved, t.name())
	return nil
}

// copy makes the new account watch a thing. The client does not repeat a watch
// whose response was lost, since it is a POST; but watching twice is no error.
func (t thing) copy(ctx context.Context, to string) error {
	err := t.watch(ctx, t.id, to)
	if failure, ok := errors.AsType[*confluence.Error](err); ok && failure.Uncertain {
		err = t.watch(ctx, t.id, to)
	}
	return err
}

package longtask

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/overlap"
)

// mostLooks bounds the looks of WaitAll that are under way at once.
const mostLooks = 8

// WaitAll waits for tasks side by side and returns their last states in the
// order of the ids, nil for a task that was never seen, and the errors of all of
// them, joined. An id that is named twice is waited for once.
func WaitAll(ctx context.Context, ids []string, opts *confluence.WaitOptions,
	get func(ctx context.Context, id string) (*confluence.Task, error),
) ([]*confluence.Task, error) {
	if ctx == nil {
		return nil, argument.Invalid("context", "is nil")
	}
	if err := Check(opts); err != nil {
		return nil, err
	}
	for _, id := range ids {
		if err := argument.PathValue("task id", id); err != nil {
			return nil, err
		}
	}
	once, place := unique(ids)
	states, failures := make([]*confluence.Task, len(once)), make([]error, len(once))
	looks := make(chan struct{}, mostLooks)
	own := inTurn(opts)
	overlap.Do(len(once), len(once), func(i int) {
		states[i], failures[i] = Wait(ctx, own, func(ctx context.Context) (*confluence.Task, error) {
			select {
			case looks <- struct{}{}:
				defer func() { <-looks }()
			case <-ctx.Done():
				return nil, ctx.Err()
			}
			return get(ctx, once[i])
		})
		if _, failed := errors.AsType[*confluence.TaskError](failures[i]); failures[i] != nil && !failed {
			failures[i] = fmt.Errorf("task %s: %w", once[i], failures[i])
		}
	})
	all := make([]*confluence.Task, len(ids))
	for i := range ids {
		all[i] = states[place[i]]
	}
	return all, errors.Join(failures...)
}

// inTurn returns the options with an OnProgress that is called by one goroutine
// at a time.
func inTurn(opts *confluence.WaitOptions) *confluence.WaitOptions {
	if opts == nil || opts.OnProgress == nil {
		return opts
	}
	var turn sync.Mutex
	own := *opts
	own.OnProgress = func(task confluence.Task) {
		turn.Lock()
		defer turn.Unlock()
		opts.OnProgress(task)
	}
	return &own
}

// unique drops repetitions; place says where each id went.
func unique(ids []string) (once []string, place []int) {
	at := make(map[string]int, len(ids))
	place = make([]int, len(ids))
	for i, id := range ids {
		if _, known := at[id]; !known {
			at[id] = len(once)
			once = append(once, id)
		}
		place[i] = at[id]
	}
	return once, place
}

// Package longtask waits for long-running tasks of both products.
package longtask

import (
	"context"
	"fmt"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// Get returns the state of a task.
type Get func(ctx context.Context) (*confluence.Task, error)

// Check reports whether options to wait make sense.
func Check(o *confluence.WaitOptions) error {
	if o != nil && (o.Interval < 0 || o.MaxInterval < 0) {
		return argument.Invalid("wait options", "have a negative interval")
	}
	return nil
}

func withDefaults(o *confluence.WaitOptions) (confluence.WaitOptions, error) {
	var own confluence.WaitOptions
	if o != nil {
		own = *o
	}
	if own.Interval == 0 {
		own.Interval = 500 * time.Millisecond
	}
	if own.MaxInterval == 0 {
		own.MaxInterval = 10 * time.Second
	}
	own.MaxInterval = max(own.MaxInterval, own.Interval)
	return own, Check(o)
}

// Wait looks at a task with get until it has ended. A look that fails is followed
// by another: it says nothing of the task. Only what cannot pass ends the wait
// before, see [look.lasting], and the context. The last state seen comes with
// any error: one that wraps ctx.Err(), another one of get,
// [*confluence.TaskError] for a task that failed, or [confluence.ErrStalled] for
// one that seems to have. Before a first state is seen the task is nil.
func Wait(ctx context.Context, opts *confluence.WaitOptions, get Get) (*confluence.Task, error) {
	return Follow(ctx, nil, opts, get)
}

// Follow is Wait for a task that the service was seen to accept. It comes with
// any error until another state is seen.
func Follow(ctx context.Context, accepted *confluence.Task, opts *confluence.WaitOptions, get Get) (*confluence.Task, error) {
	if ctx == nil {
		return accepted, argument.Invalid("context", "is nil")
	}
	o, err := withDefaults(opts)
	if err != nil {
		return accepted, err
	}
	w := look{last: accepted, since: time.Now()}
	for pause := o.Interval; ; pause = min(pause+pause/2, o.MaxInterval) {
		task, err := get(ctx)
		switch {
		case err == nil && task == nil:
			return w.last, fmt.Errorf("%w: no task", confluence.ErrUnexpectedContent)
		case err == nil:
			w.see(task)
			if o.OnProgress != nil {
				o.OnProgress(*task)
			}
			if ended, err := w.ended(); ended {
				return task, err
			}
		case ctx.Err() != nil:
			return w.last, waitEnded(w.last, err, ctx.Err())
		case w.lasting(err):
			return w.last, err
		}
		if ctxErr := sleep(ctx, pause); ctxErr != nil {
			return w.last, waitEnded(w.last, err, ctxErr)
		}
	}
}

func waitEnded(last *confluence.Task, lookErr, ctxErr error) error {
	what := "a task"
	if last != nil {
		what = fmt.Sprintf("task %s at %d %%", last.ID, last.Percent)
	}
	if lookErr != nil {
		return fmt.Errorf("confluence: waiting for %s: %w (the last look: %w)", what, ctxErr, lookErr)
	}
	return fmt.Errorf("confluence: waiting for %s: %w", what, ctxErr)
}

func sleep(ctx context.Context, pause time.Duration) error {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

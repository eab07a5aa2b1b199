package confluence

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Task is the state of a long-running task.
type Task struct {
	// ID names the task in Tasks.Get and Tasks.Wait.
	ID string
	// Name says what kind of task it is: a message key.
	Name string
	// Percent is how far the task is, from 0 to 100.
	Percent int
	// Finished is whether the task has ended, well or not.
	Finished bool
	// Successful is whether it ended well; it means nothing before.
	Successful bool
	// Elapsed is how long the task has been running.
	Elapsed time.Duration
	// Messages are the service's words on how it goes.
	Messages []string
	// Errors are the service's words on what went wrong.
	Errors []string
}

// TaskError is a task that ended badly.
type TaskError struct {
	// Task is the last state of the task.
	Task Task
}

// Error gives the service's words in one line.
func (e *TaskError) Error() string {
	said := e.Task.Errors
	if len(said) == 0 {
		said = e.Task.Messages
	}
	text := fmt.Sprintf("confluence: task %s failed at %d %%", e.Task.ID, e.Task.Percent)
	if len(said) > 0 {
		text += ": " + oneLine(strings.Join(said, "; "))
	}
	return text
}

// WaitOptions say how a task is waited for. A zero field means its default.
type WaitOptions struct {
	// Interval is the pause after the first look. It grows by half with each
	// look. The default is half a second.
	Interval time.Duration
	// MaxInterval bounds the pause. The default is 10 seconds.
	MaxInterval time.Duration
	// OnProgress is called with every state seen, the last included, from the
	// goroutine that waits.
	OnProgress func(Task)
}

// Check reports whether the options make sense.
func (o *WaitOptions) Check() error {
	if o != nil && (o.Interval < 0 || o.MaxInterval < 0) {
		return invalid("wait options", "have a negative interval")
	}
	return nil
}

func (o *WaitOptions) withDefaults() (WaitOptions, error) {
	var own WaitOptions
	if o != nil {
		own = *o
	}
	if err := o.Check(); err != nil {
		return own, err
	}
	if own.Interval == 0 {
		own.Interval = 500 * time.Millisecond
	}
	if own.MaxInterval == 0 {
		own.MaxInterval = 10 * time.Second
	}
	own.MaxInterval = max(own.MaxInterval, own.Interval)
	return own, nil
}

// WaitTask looks at a task with get until it has ended. Only the context ends
// the wait before: a look that ends with [ErrUnavailable] or [ErrRateLimited] is
// followed by another. The last state seen comes with any error: one that wraps
// ctx.Err(), another one of get, or [*TaskError] for a task that failed. Before
// a first state is seen the task is nil.
func WaitTask(ctx context.Context, opts *WaitOptions, get func(context.Context) (*Task, error)) (*Task, error) {
	o, err := opts.withDefaults()
	if err != nil {
		return nil, err
	}
	var last *Task
	for pause := o.Interval; ; pause = min(pause+pause/2, o.MaxInterval) {
		task, err := get(ctx)
		switch {
		case err != nil && !passing(ctx, err):
			return last, err
		case err == nil && task == nil:
			return last, fmt.Errorf("%w: no task", ErrUnexpectedContent)
		case err == nil:
			last = task
			if ended, err := o.seen(task); ended {
				return task, err
			}
		}
		if ctxErr := sleep(ctx, pause); ctxErr != nil {
			return last, waitEnded(last, err, ctxErr)
		}
	}
}

// seen reports whether a task has ended, and its failure.
func (o *WaitOptions) seen(task *Task) (ended bool, err error) {
	if o.OnProgress != nil {
		o.OnProgress(*task)
	}
	if task.Finished && !task.Successful {
		err = &TaskError{*task}
	}
	return task.Finished, err
}

// passing reports whether a failed look says nothing of the task.
func passing(ctx context.Context, err error) bool {
	return ctx.Err() == nil && (errors.Is(err, ErrUnavailable) || errors.Is(err, ErrRateLimited))
}

func waitEnded(last *Task, lookErr, ctxErr error) error {
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

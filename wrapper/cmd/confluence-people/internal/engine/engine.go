// Package engine carries out the steps of a journal one after the other. It goes
// on after a step that failed, ends where going on makes no sense, and never
// sends a write again without looking whether it was applied.
package engine

import (
	"context"
	"errors"
	"fmt"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/journal"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// Teller is told how a run goes.
type Teller interface {
	// Start says how many steps there are to do.
	Start(steps int)
	// Step is told of each step: that it is done, or why not.
	Step(step plan.Step, err error)
}

// Result is how a run ended.
type Result struct {
	// Done counts the steps carried out by this run, Before those by earlier ones.
	Done, Before int
	// Failed counts the steps that did not succeed, Left those not come to.
	Failed, Left int
	// Alone counts the steps that were left alone.
	Alone int
	// Stopped is why the run ended before its last step, or nil.
	Stopped error
}

// OK reports whether everything is done.
func (r Result) OK() bool { return r.Failed == 0 && r.Left == 0 && r.Stopped == nil }

// Run carries out what a journal has left to do, but for the steps that guard says
// why to leave alone.
func Run(ctx context.Context, on site.Site, j *journal.Journal, guard func(plan.Step) string, tell Teller) Result {
	var result Result
	var open []int
	for i := range j.Len() {
		switch _, state := j.Step(i); state {
		case journal.Done:
			result.Before++
		case journal.Left, journal.Undone:
		default:
			open = append(open, i)
		}
	}
	tell.Start(len(open))
	for n, i := range open {
		if err := ctx.Err(); err != nil {
			result.Stopped, result.Left = err, len(open)-n
			return result
		}
		step, _ := j.Step(i)
		var err error
		if why := guard(step); why != "" {
			err = leave(ctx, on, j, i, why)
		} else {
			err = one(ctx, on, j, i)
		}
		step, state := j.Step(i)
		switch stop := final(ctx, err); {
		case state == journal.Done:
			result.Done++
		case stop != nil:
			result.Stopped, result.Left = stop, len(open)-n
			return result
		case err == nil:
			result.Alone++
			continue // it was told before
		default:
			result.Failed++
		}
		tell.Step(step, err)
	}
	return result
}

// errJournal is a journal that cannot be written: without it nothing is sent.
var errJournal = errors.New("nothing more is sent without a journal")

// final returns the error that ends a run: each step after it would meet the
// same.
func final(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if errors.Is(err, errJournal) || site.Final(ctx, err) {
		return err
	}
	return nil
}

// leave leaves a step alone. One that was begun is looked at: where it is not known
// to be carried out it stays begun, for it may be under way.
func leave(ctx context.Context, on site.Site, j *journal.Journal, i int, why string) error {
	step, state := j.Step(i)
	if state != journal.Begun {
		return kept(j.Leave(i, why))
	}
	done, err := on.Done(ctx, step)
	switch {
	case err != nil:
		return fmt.Errorf("looking whether it was done before: %w", err)
	case done:
		return kept(j.Done(i))
	case step.Task == "" && step.Do != plan.Delete:
		return kept(j.Leave(i, why))
	}
	return nil
}

// one carries out a step, after a look if an earlier run may have done it.
func one(ctx context.Context, on site.Site, j *journal.Journal, i int) error {
	step, state := j.Step(i)
	if state == journal.Begun && step.Task == "" {
		done, err := on.Done(ctx, step)
		if err != nil {
			return fmt.Errorf("looking whether it was done before: %w", err)
		}
		if done {
			return kept(j.Done(i))
		}
	}
	if state != journal.Begun {
		if err := kept(j.Begin(i)); err != nil {
			return err
		}
	}
	return settle(ctx, on, j, i, true)
}

// settle sends a step and writes down what became of it.
func settle(ctx context.Context, on site.Site, j *journal.Journal, i int, again bool) error {
	step, _ := j.Step(i)
	var unkept error
	err := on.Do(ctx, step, func(taskID string) { unkept = kept(j.Accepted(i, taskID)) })
	if unkept != nil {
		return errors.Join(unkept, err)
	}
	switch {
	case err == nil:
		return kept(j.Done(i))
	case ctx.Err() != nil, underWay(j, i, err):
		return err // it stays begun: the next run looks
	case uncertain(err):
		done, lookErr := on.Done(ctx, step)
		switch {
		case lookErr != nil:
			return errors.Join(err, lookErr)
		case done:
			return kept(j.Done(i))
		case step.Do == plan.Delete:
			// It may have begun in the background.
			return fmt.Errorf("it may be under way, run again later: %w", err)
		case again:
			return settle(ctx, on, j, i, false)
		}
		return err // it stays begun: it may be applied later, or not be seen by looking
	}
	if failed := kept(j.Failed(i, err.Error())); failed != nil {
		return errors.Join(failed, err)
	}
	return err
}

// underWay reports whether a task was begun that may be going on: it did not
// fail, but could not be looked at.
func underWay(j *journal.Journal, i int, err error) bool {
	step, _ := j.Step(i)
	_, failed := errors.AsType[*confluence.TaskError](err)
	return step.Task != "" && !failed && !errors.Is(err, confluence.ErrNotFound)
}

func uncertain(err error) bool {
	failure, ok := errors.AsType[*confluence.Error](err)
	return ok && failure.Uncertain
}

func kept(err error) error {
	if err != nil {
		return fmt.Errorf("%w: %w", errJournal, err)
	}
	return nil
}

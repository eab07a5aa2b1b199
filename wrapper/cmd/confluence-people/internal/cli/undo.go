package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/journal"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/report"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

func (a *app) undo() *cobra.Command {
	return &cobra.Command{
		Use:   "undo JOURNAL",
		Short: "Undo what a run did, by its journal",
		Long: `Undo what a run did, the last first. It has a journal of its own, beside the other, in which is noted
what is undone. Nothing goes on with a run that was undone: the command that it was plans anew.
Accounts that were deleted do not come back; accounts that were created are disabled.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.runUndo(cmd.Context(), args[0]) },
	}
}

func (a *app) runUndo(ctx context.Context, path string) error {
	done, err := journal.Open(path)
	switch {
	case errors.Is(err, journal.ErrNone):
		return usage("%w", err)
	case err != nil:
		return err
	case done == nil:
		return usage("%s: there is no such journal", path)
	}
	defer done.Close() //nolint:errcheck // nothing is written to it
	to, err := a.changed(ctx, done.Heading)
	if err != nil {
		return err
	}
	on, err := a.connect(ctx, to)
	if err != nil {
		return err
	}
	if on.URL() != done.Heading.Site {
		return usage("the journal is of %s, and this is %s", done.Heading.Site, on.URL())
	}
	if a.settings.journal == "" {
		a.settings.journal = path + ".undo"
	}
	var t told
	t.add(done.Heading.Input, done.Heading.Time)
	return a.carry(ctx, job{command: "undo", told: t, on: on, undoes: done, side: done.Heading.Side, plan: func(ctx context.Context) (plan.Plan, error) {
		return back(ctx, on, done)
	}})
}

// changed is the site that a run changed. That of compare is found as compare finds it,
// unless a flag names another way.
func (a *app) changed(ctx context.Context, of journal.Heading) (Address, error) {
	prefix := envPrefix + "CLOUD_"
	if of.Side == site.CloudProduct && a.settings.profile == "" && a.settings.url == "" &&
		cmp.Or(a.env.Getenv(prefix+"TOKEN"), a.env.Getenv(prefix+"PROFILE")) != "" {
		return a.address(ctx, prefix, site.CloudProduct, "")
	}
	return a.target(ctx, "")
}

// back plans what undoes a run. A step that the run ended in the middle of is looked at.
func back(ctx context.Context, on site.Site, done *journal.Journal) (plan.Plan, error) {
	var made plan.Plan
	var carried []plan.Step
	after := since{on: on}
	for i := range done.Len() {
		step, state := done.Step(i)
		step.Of = i + 1
		switch state {
		case journal.Undone:
			made.Keep++
		case journal.Begun:
			is, err := on.Done(ctx, step)
			switch {
			case err != nil && !errors.Is(err, confluence.ErrNotFound):
				return plan.Plan{}, fmt.Errorf("looking whether a step was done: %s: %w", step, err)
			case !is:
				made.Leave(step.String(), "it was begun and is not known to be done")
				continue
			}
			fallthrough
		case journal.Done:
			switch changed, err := after.changed(ctx, step); {
			case err != nil:
				return plan.Plan{}, fmt.Errorf("looking whether a step was changed since: %s: %w", step, err)
			case changed:
				made.Leave(step.String(), "it was changed since")
			default:
				carried = append(carried, step)
			}
		default:
		}
	}
	steps, final := plan.Reverse(carried)
	for _, step := range final {
		made.Leave(step.String(), "nothing undoes it")
	}
	made.Steps = steps
	return made, nil
}

// undoing tells the journal of a run, too, what of it is undone.
type undoing struct {
	*report.Reporter

	of *journal.Journal
}

// Step tells what became of a step.
func (u undoing) Step(step plan.Step, err error) {
	if err == nil {
		if err := u.of.Undone(step.Of - 1); err != nil {
			u.Wrong(fmt.Errorf("%w; run the same command again", err))
		}
	}
	u.Reporter.Step(step, err)
}

// undone is what undos of a run have come to, by its steps from 0: whether each is undone.
type undone map[int]bool

// add takes over what one undo has done, each later than those before. What of it was
// undone itself is done again.
func (u undone) add(of, by *journal.Journal) error {
	for i := range by.Len() {
		step, state := by.Step(i)
		if step.Of < 1 || step.Of > of.Len() {
			return fmt.Errorf("%s: %w", by.Path, journal.ErrOther)
		}
		if state == journal.Done || state == journal.Undone {
			u[step.Of-1] = state == journal.Done
		}
	}
	return nil
}

// mark writes it into the journal of the run, as far as it is not there: an undo may have
// been broken off before it could.
func (u undone) mark(of *journal.Journal) error {
	for i := range of.Len() {
		is, known := u[i]
		_, state := of.Step(i)
		var err error
		switch {
		case known && is && state != journal.Undone:
			err = of.Undone(i)
		case known && !is && state == journal.Undone:
			err = of.Done(i)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

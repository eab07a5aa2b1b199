package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/journal"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
)

func (a *app) undo() *cobra.Command {
	return &cobra.Command{
		Use:   "undo JOURNAL",
		Short: "Undo what a run did, by its journal",
		Long: `Undo what a run did, the last first. It has a journal of its own, beside the other.
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
	to, err := a.target(ctx, "")
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
	t.add(done.Heading.Input, done.Heading.Time, len(done.Carried()))
	return a.carry(ctx, job{command: "undo", told: t, on: on, plan: func(context.Context) (plan.Plan, error) {
		back, final := plan.Reverse(done.Carried())
		made := plan.Plan{Steps: back}
		for _, step := range final {
			made.Leave(step.String(), "nothing undoes it")
		}
		for i := range done.Len() {
			if step, state := done.Step(i); state == journal.Begun {
				made.Leave(step.String(), "it is not known whether it was done; finish that run first")
			}
		}
		return made, nil
	}})
}

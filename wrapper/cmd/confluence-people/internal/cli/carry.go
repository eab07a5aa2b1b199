package cli

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/engine"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/journal"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// job is a command that changes something.
type job struct {
	command string
	told    told
	on      site.Site
	// undoes is the journal that it undoes; nil for none.
	undoes *journal.Journal
	// side is which site it is, of a command that has two; see journal.Heading.
	side string
	// plan compares what is wanted with the site.
	plan func(ctx context.Context) (plan.Plan, error)
	// list, which may be nil, shows what the plan was made of.
	list func(made plan.Plan) error
	// sum, which may be nil, says what the plan comes to.
	sum func(made plan.Plan) string
}

// carry shows a plan and, with -apply, carries it out; or goes on with the plan of
// an earlier run that was told the same and is not finished. Without -apply the plan
// is always a new one.
func (a *app) carry(ctx context.Context, j job) error {
	spared, err := a.spared(&j.told, j.on.Product())
	if err != nil {
		return err
	}
	j.told.add(j.command, j.on.URL(), a.settings.protect, a.settings.protectGroup, a.settings.allowSelf)
	heading := journal.Heading{Command: j.command, Site: j.on.URL(), Side: j.side, Input: j.told.String(), Time: time.Now().UTC()}
	path, earlier, err := a.findJournal(heading, j.undoes)
	if err != nil {
		return err
	}
	if earlier != nil {
		defer earlier.Close() //nolint:errcheck // every line was synced
		if a.settings.apply {
			return a.goOn(ctx, j, spared, earlier)
		}
	}
	made, err := j.plan(ctx)
	if err != nil {
		return err
	}
	guard, err := a.guard(ctx, j.on, spared)
	if err != nil {
		return err
	}
	guard.take(&made)
	if j.list != nil {
		if err := j.list(made); err != nil {
			return err
		}
	}
	a.reporter().Plan(made)
	if j.sum != nil {
		a.reporter().Say("%s", j.sum(made))
	}
	switch {
	case earlier != nil:
		a.reporter().Say("-apply does not carry out this plan: %s; to carry out this plan, move that journal away", a.instead(earlier))
		a.reporter().Line("Nothing was changed.")
		return nil
	case !a.settings.apply:
		a.reporter().Line("Nothing was changed; with -apply it is.")
		return nil
	case len(made.Steps) == 0:
		return nil
	}
	if j.undoes != nil {
		if err := j.undoes.BeginUndo(); err != nil {
			return err
		}
	}
	kept, err := journal.Create(path, heading, made.Steps)
	if err != nil {
		return err
	}
	defer kept.Close() //nolint:errcheck // every line was synced
	return a.run(ctx, j, kept, guard)
}

// run carries out what a journal has left.
func (a *app) run(ctx context.Context, j job, kept *journal.Journal, guard guard) error {
	var tell engine.Teller = a.reporter()
	if j.undoes != nil {
		tell = undoing{a.reporter(), j.undoes}
	}
	result := engine.Run(ctx, j.on, kept, guard.why, tell)
	a.reporter().Result(result, kept.Path)
	back, final := plan.Reverse(kept.Carried())
	path := kept.Path
	if a.settings.demo && a.settings.journal == "" {
		path = "JOURNAL" // that of the demo goes with it
	}
	a.reporter().Back(back, final, command(slices.Concat([]string{"undo"}, a.undoFlags, []string{path})...))
	if !result.OK() {
		return errors.Join(errTold, result.Stopped)
	}
	return nil
}

// command is a command line of this program, to be copied into a shell.
func command(words ...string) string {
	line := []string{"confluence-people"}
	for _, word := range words {
		if !plain.MatchString(word) {
			word = "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
		}
		line = append(line, word)
	}
	return strings.Join(line, " ")
}

// plain is a word that means the same with and without quotes.
var plain = regexp.MustCompile(`^[\pL\pN._/:@%+=,-]+$`)

package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/engine"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/journal"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/roster"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// job is a command that changes something.
type job struct {
	command string
	told    told
	on      site.Site
	// undoes is the journal that it undoes; nil for none.
	undoes *journal.Journal
	// plan compares what is wanted with the site.
	plan func(ctx context.Context) (plan.Plan, error)
	// list, which may be nil, shows what the plan was made of.
	list func(made plan.Plan) error
	// sum, which may be nil, says what the plan comes to.
	sum func(made plan.Plan) string
}

// carry shows a plan and, with -apply, carries it out; or goes on with the plan of
// an earlier run that was told the same and is not finished.
func (a *app) carry(ctx context.Context, j job) error {
	spared, err := a.spared(&j.told, j.on.Product())
	if err != nil {
		return err
	}
	j.told.add(j.command, j.on.URL(), a.settings.protect, a.settings.protectGroup, a.settings.allowSelf)
	heading := journal.Heading{Command: j.command, Site: j.on.URL(), Input: j.told.String(), Time: time.Now().UTC()}
	path, earlier, err := a.findJournal(heading, j.undoes)
	if err != nil {
		return err
	}
	if earlier != nil {
		defer earlier.Close() //nolint:errcheck // every line was synced
		return a.goOn(ctx, j, spared, earlier)
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

// goOn takes up an earlier run. Who is protected, and which account the program runs
// as, may have changed since.
func (a *app) goOn(ctx context.Context, j job, spared []roster.Ref, earlier *journal.Journal) error {
	guard, err := a.guard(ctx, j.on, spared)
	if err != nil {
		return err
	}
	rest := plan.Plan{}
	for i := range earlier.Len() {
		switch step, state := earlier.Step(i); state {
		case journal.Done:
			rest.Keep++
		case journal.Left:
			rest.Leave("account "+step.Who, "an earlier run left it alone")
		default:
			rest.Steps = append(rest.Steps, step)
		}
	}
	a.reporter().Line("Going on with the run of %s (journal: %s), which has this left:",
		earlier.Heading.Time.Format(time.RFC3339), earlier.Path)
	guard.take(&rest)
	a.reporter().Plan(rest)
	if !a.settings.apply {
		a.reporter().Line("Nothing was changed; with -apply it is. To plan anew, remove the journal.")
		return nil
	}
	return a.run(ctx, j, earlier, guard)
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

// demoFile is a journal that goes with the demo.
func (a *app) demoFile(name string) string {
	dir, err := os.MkdirTemp("", "confluence-people-demo")
	if err != nil {
		return name + ".journal"
	}
	a.closers = append(a.closers, func() { _ = os.RemoveAll(dir) })
	return filepath.Join(dir, name+".journal")
}

// numbered is the name of a journal beside others: name-2.journal.
func numbered(name string, number int) string {
	if number == 1 {
		return name
	}
	extension := filepath.Ext(name)
	return fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, extension), number, extension)
}

// findJournal returns the journal of an earlier run that is to be gone on with, or
// else where to keep a new one.
func (a *app) findJournal(heading journal.Heading, undoes *journal.Journal) (string, *journal.Journal, error) {
	if a.settings.demo && a.settings.journal == "" {
		return a.demoFile("demo"), nil, nil
	}
	first := cmp.Or(a.settings.journal, fmt.Sprintf("confluence-people-%s-%s.journal", heading.Command, heading.Input))
	for number := 1; ; number++ {
		path := numbered(first, number)
		earlier, err := journal.Open(path)
		switch {
		case err != nil:
			return "", nil, err
		case earlier == nil:
			return path, nil, nil
		case earlier.Heading.Command != heading.Command, earlier.Heading.Site != heading.Site, earlier.Heading.Input != heading.Input:
			err := fmt.Errorf("%s: %w: of %s on %s, told something else; name another file with -journal",
				path, journal.ErrOther, earlier.Heading.Command, earlier.Heading.Site)
			return "", nil, errors.Join(err, earlier.Close())
		}
		if undoes != nil {
			if err := markUndone(undoes, earlier); err != nil {
				return "", nil, errors.Join(err, earlier.Close())
			}
		}
		if !earlier.Closed() {
			return path, earlier, nil
		}
		if err := earlier.Close(); err != nil { // it is kept so that it can be undone
			return "", nil, err
		}
	}
}

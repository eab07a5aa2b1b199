package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/journal"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/report"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/roster"
)

// goOn takes up an earlier run. Who is protected, and which account the program runs
// as, may have changed since.
func (a *app) goOn(ctx context.Context, j job, spared []roster.Ref, earlier *journal.Journal) error {
	if a.tooOld(earlier.Heading.Time) {
		return usage("%s; to plan anew, move it away", a.instead(earlier))
	}
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
	if j.list != nil {
		a.reporter().Say("a run that goes on writes no list; without -apply there is one")
	}
	return a.run(ctx, j, earlier, guard)
}

// planAge is how old a plan may be that is gone on with unasked: that of a run of
// every day may be from yesterday's.
const planAge = 25 * time.Hour

// tooOld is whether a run that began then is not to be gone on with unless its journal
// is named. A time that is to come is of a clock that was wrong.
func (a *app) tooOld(began time.Time) bool {
	return a.settings.journal == "" && time.Since(began).Abs() > planAge
}

// instead says what -apply does about a run that is not finished.
func (a *app) instead(earlier *journal.Journal) string {
	left := report.Count(earlier.Open(), "step") + " left"
	began := earlier.Heading.Time.Format(time.RFC3339)
	if a.tooOld(earlier.Heading.Time) {
		return fmt.Sprintf("%s has %s of a plan of %s, and what it was made from may have changed; to do the rest all the same, add -journal %s",
			earlier.Path, left, began, earlier.Path)
	}
	return fmt.Sprintf("it goes on with the run of %s, which has %s (journal: %s)", began, left, earlier.Path)
}

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
	found := undone{}
	path, earlier, err := a.lookForJournal(heading, func(earlier *journal.Journal) error {
		if undoes == nil {
			return nil
		}
		return found.add(undoes, earlier)
	})
	if err == nil && undoes != nil {
		err = found.mark(undoes)
	}
	if err != nil && earlier != nil {
		return "", nil, errors.Join(err, earlier.Close())
	}
	return path, earlier, err
}

// lookForJournal looks at the journals of a command, one after the other, and ends with
// the one to go on with, or without one.
func (a *app) lookForJournal(heading journal.Heading, visit func(*journal.Journal) error) (string, *journal.Journal, error) {
	first := cmp.Or(a.settings.journal, fmt.Sprintf("confluence-people-%s-%s.journal", heading.Command, heading.Input))
	for number := 1; ; number++ {
		path := numbered(first, number)
		earlier, err := journal.Open(path)
		switch {
		case err != nil:
			return "", nil, err
		case earlier == nil && a.settings.apply:
			return path, nil, journal.Check(path)
		case earlier == nil:
			return path, nil, nil
		case earlier.Heading.Command != heading.Command, earlier.Heading.Site != heading.Site, earlier.Heading.Input != heading.Input:
			err := fmt.Errorf("%s: %w: of %s on %s, told something else; name another file with -journal",
				path, journal.ErrOther, earlier.Heading.Command, earlier.Heading.Site)
			return "", nil, errors.Join(err, earlier.Close())
		}
		if err := visit(earlier); err != nil {
			return "", nil, errors.Join(err, earlier.Close())
		}
		if !earlier.Closed() {
			return path, earlier, nil
		}
		if err := earlier.Close(); err != nil { // it is kept so that it can be undone
			return "", nil, err
		}
	}
}

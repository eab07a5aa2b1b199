package report

import (
	"fmt"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/engine"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
)

var _ engine.Teller = (*Reporter)(nil)

// Begin shows that something begins which takes its time: so many of what.
func (r *Reporter) Begin(what string, total int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.Bar != nil {
		r.Bar.Start(what, total)
	}
}

// Advance shows that n more are done.
func (r *Reporter) Advance(n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.Bar != nil {
		r.Bar.Advance(n)
	}
}

// End takes the progress away.
func (r *Reporter) End() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.Bar != nil {
		r.Bar.Stop()
	}
}

// Start begins to show the progress of a run.
func (r *Reporter) Start(steps int) { r.Begin("steps", steps) }

// Step tells what became of a step.
func (r *Reporter) Step(step plan.Step, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.Bar != nil {
		r.Bar.Advance(1)
	}
	switch {
	case r.Mode == JSON && err != nil:
		r.event("failed", map[string]any{"step": step, "error": err.Error()})
	case r.Mode == JSON:
		r.event("done", map[string]any{"step": step})
	case err != nil:
		r.wrong("failed: " + step.String() + ": " + err.Error())
	}
}

// Result tells how a run ended.
func (r *Reporter) Result(result engine.Result, journal string) {
	r.End()
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.Mode == JSON {
		fields := map[string]any{
			"done": result.Done, "before": result.Before, "failed": result.Failed, "left": result.Left, "alone": result.Alone, "journal": journal,
		}
		if result.Stopped != nil {
			fields["stopped"] = result.Stopped.Error()
		}
		r.event("ended", fields)
		return
	}
	if r.Mode == Quiet && result.OK() {
		return
	}
	text := fmt.Sprintf("%d done", result.Done)
	if result.Before > 0 {
		text += fmt.Sprintf(", %d done before", result.Before)
	}
	text += fmt.Sprintf(", %d failed, %d not begun", result.Failed, result.Left)
	if result.Alone > 0 {
		text += fmt.Sprintf(", %d left alone", result.Alone)
	}
	why, again, ok := Stop(result.Stopped)
	if result.Stopped != nil && !ok {
		why = result.Stopped.Error()
	}
	if result.Stopped != nil {
		r.wrong("stopped: " + why)
	}
	if !result.OK() {
		r.wrong(text + "; " + again + " to do the rest (journal: " + journal + ")")
		return
	}
	_, _ = fmt.Fprintln(r.Out, text)
}

// Back tells how to undo what was done.
func (r *Reporter) Back(back, final []plan.Step, command string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch r.Mode {
	case Quiet:
		return
	case JSON:
		for _, step := range back {
			r.event("undo", map[string]any{"step": step, "text": step.String()})
		}
		return
	case Text:
	}
	if len(back) > 0 {
		_, _ = fmt.Fprintf(r.Out, "To undo it: %s (add -apply to do it). It does this:\n", command)
	}
	r.some(back, "  ")
	r.some(final, "  cannot be undone: ")
}

// some shows the first steps of a list, and how many more there are.
func (r *Reporter) some(steps []plan.Step, begins string) {
	for i, step := range steps {
		if i == shownSteps && len(steps) > shownSteps+1 { // a line is as long as a step
			_, _ = fmt.Fprintf(r.Out, "%sand %d more\n", begins, len(steps)-i)
			return
		}
		_, _ = fmt.Fprintln(r.Out, begins+step.String())
	}
}

// shownSteps is how many steps a run repeats at its end.
const shownSteps = 10

// Package report tells people and machines what a run is going to do, does and
// has done.
package report

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"sync"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
)

// Mode is how much is told, and how.
type Mode int

// The modes.
const (
	// Text is for people.
	Text Mode = iota
	// JSON is a JSON object a line, each with a field "event".
	JSON
	// Quiet tells only what went wrong, and what is left alone.
	Quiet
)

// Reporter writes a report. What belongs to it goes to Out; what is told on the
// way, and what went wrong, goes to Err, or for machines to Out, too.
type Reporter struct {
	Out, Err io.Writer
	Mode     Mode
	// Bar is how progress is shown; nil for not at all.
	Bar Bar

	mu sync.Mutex
}

// Bar shows progress.
type Bar interface {
	// Start begins anew, for a number of things to do; 0 for an unknown one.
	Start(what string, total int)
	// Advance says that so many more are done.
	Advance(n int)
	// Say shows a line without spoiling the bar.
	Say(line string)
	// Stop takes the bar away.
	Stop()
}

// event writes a line for machines.
func (r *Reporter) event(name string, fields map[string]any) {
	all := map[string]any{"event": name}
	maps.Copy(all, fields)
	text, err := json.Marshal(all) // with the keys sorted, so that runs can be compared
	if err == nil {
		_, err = fmt.Fprintf(r.Out, "%s\n", text)
	}
	_ = err // the work goes on; that something was lost is for the end
}

// Line tells people a line that is part of the report.
func (r *Reporter) Line(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.Mode == Text {
		_, _ = fmt.Fprintf(r.Out, format+"\n", args...)
	}
}

// Say tells people something on the way, such as a wait.
func (r *Reporter) Say(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	text := fmt.Sprintf(format, args...)
	switch {
	case r.Mode == JSON:
		r.event("note", map[string]any{"text": text})
	case r.Mode == Text && r.Bar != nil:
		r.Bar.Say(text)
	case r.Mode == Text:
		_, _ = fmt.Fprintln(r.Err, text)
	}
}

// Fact tells one thing that is the whole report.
func (r *Reporter) Fact(name string, fact fmt.Stringer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.Mode == JSON {
		r.event(name, map[string]any{name: fact})
		return
	}
	_, _ = fmt.Fprintln(r.Out, fact)
}

// Wrong tells of something that went wrong, in every mode.
func (r *Reporter) Wrong(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.Mode == JSON {
		r.event("error", map[string]any{"error": err.Error()})
		return
	}
	r.wrong("confluence-people: " + err.Error())
}

func (r *Reporter) wrong(text string) {
	if r.Bar != nil {
		r.Bar.Say(text)
		return
	}
	_, _ = fmt.Fprintln(r.Err, text)
}

// Plan shows what a run is going to do.
func (r *Reporter) Plan(p plan.Plan) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, step := range p.Steps {
		switch r.Mode {
		case Text:
			_, _ = fmt.Fprintln(r.Out, step)
		case JSON:
			r.event("plan", map[string]any{"step": step, "text": step.String()})
		case Quiet:
		}
	}
	for _, note := range p.Left {
		text := "! " + note.Subject + " is left alone: " + note.Why
		switch r.Mode {
		case Text:
			_, _ = fmt.Fprintln(r.Out, text)
		case JSON:
			r.event("left", map[string]any{"subject": note.Subject, "why": note.Why})
		case Quiet: // it was asked for and is not done
			r.wrong(text)
		}
	}
	switch r.Mode {
	case Text:
		_, _ = fmt.Fprintf(r.Out, "%d to do, %d as it should be, %d left alone\n", len(p.Steps), p.Keep, len(p.Left))
	case JSON:
		r.event("planned", map[string]any{"steps": len(p.Steps), "keep": p.Keep, "left": len(p.Left)})
	case Quiet:
	}
}

package report

import (
	"fmt"
	"io"
	"time"

	"github.com/schollz/progressbar/v3"
)

// terminalBar is a bar with rate and time left.
type terminalBar struct {
	out io.Writer
	bar *progressbar.ProgressBar
}

// NewBar returns the bar for a terminal.
func NewBar(out io.Writer) Bar { return &terminalBar{out: out} }

// Start is that of Bar.
func (b *terminalBar) Start(what string, total int) {
	b.Stop()
	if total == 0 {
		total = -1 // the library shows a spinner then
	}
	b.bar = progressbar.NewOptions(total,
		progressbar.OptionSetWriter(b.out), progressbar.OptionSetDescription(what),
		progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetPredictTime(true),
		progressbar.OptionClearOnFinish(), progressbar.OptionSetSpinnerChangeInterval(0),
		progressbar.OptionSetWidth(barWidth), progressbar.OptionThrottle(barEvery))
}

const (
	barWidth  = 30
	barEvery  = 100 * time.Millisecond
	lineEvery = 5 * time.Second
)

// Advance is that of Bar.
func (b *terminalBar) Advance(n int) {
	if b.bar != nil {
		_ = b.bar.Add(n) // what it draws is not worth an error
	}
}

// Say is that of Bar.
func (b *terminalBar) Say(line string) {
	if b.bar != nil {
		_ = b.bar.Clear()
	}
	_, _ = fmt.Fprintln(b.out, line)
}

// Stop is that of Bar.
func (b *terminalBar) Stop() {
	if b.bar != nil {
		_ = b.bar.Finish()
		b.bar = nil
	}
}

// lines shows progress where nobody watches: a line now and then.
type lines struct {
	out         io.Writer
	what        string
	done, total int
	began, last time.Time
}

// NewLines returns the progress for whatever is no terminal.
func NewLines(out io.Writer) Bar { return &lines{out: out} }

// Start is that of Bar.
func (l *lines) Start(what string, total int) {
	*l = lines{out: l.out, what: what, total: total, began: time.Now(), last: time.Now()}
}

// Advance is that of Bar.
func (l *lines) Advance(n int) {
	l.done += n
	now := time.Now()
	if l.what == "" || now.Sub(l.last) < lineEvery {
		return
	}
	l.last = now
	rate := float64(l.done) / now.Sub(l.began).Seconds()
	text := fmt.Sprintf("%s: %d", l.what, l.done)
	if l.total > 0 {
		text += fmt.Sprintf(" of %d", l.total)
	}
	text += fmt.Sprintf(", %.1f/s", rate)
	if l.total > l.done && rate > 0 {
		left := time.Duration(float64(l.total-l.done) / rate * float64(time.Second))
		text += ", " + left.Round(time.Second).String() + " left"
	}
	_, _ = fmt.Fprintln(l.out, text)
}

// Say is that of Bar.
func (l *lines) Say(line string) { _, _ = fmt.Fprintln(l.out, line) }

// Stop is that of Bar.
func (l *lines) Stop() { l.what = "" }

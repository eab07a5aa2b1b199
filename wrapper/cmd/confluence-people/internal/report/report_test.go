package report_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/engine"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/report"
)

// TestLines: where nobody watches, a line now and then, with rate and time left.
func TestLines(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		lines := report.NewLines(&out)
		lines.Start("steps", 200)
		for range 120 {
			time.Sleep(100 * time.Millisecond)
			lines.Advance(1)
		}
		lines.Stop()
		require.Equal(t, "steps: 50 of 200, 10.0/s, 15s left\nsteps: 100 of 200, 10.0/s, 10s left\n", out.String())
	})
}

// TestBar: a terminal has a bar with count, rate and time left, which a message does
// not spoil, and which is gone in the end.
func TestBar(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		bar := report.NewBar(&out)
		bar.Advance(1) // not begun yet
		bar.Start("steps", 200)
		for range 50 {
			time.Sleep(200 * time.Millisecond)
			bar.Advance(1)
		}
		bar.Say("a message")
		require.Contains(t, out.String(), "50/200")
		require.Contains(t, out.String(), "it/s")
		require.Contains(t, out.String(), ":30s]") // 150 steps at 5 a second
		require.Contains(t, out.String(), "\ra message\n")
		bar.Start("groups", 0)
		bar.Advance(1)
		bar.Stop()
		bar.Stop()
	})
}

// TestModes: what each mode tells of the same run.
func TestModes(t *testing.T) {
	t.Parallel()
	run := func(mode report.Mode) (out, errs string) {
		var o, e bytes.Buffer
		r := &report.Reporter{Out: &o, Err: &e, Mode: mode}
		step := plan.Step{Do: plan.Add, Who: "a", Name: "Ada", GroupName: "writers"}
		p := plan.Plan{Steps: []plan.Step{step, step}, Keep: 3}
		p.Leave("group x", "why")
		p.Leave("group x", "why")
		r.Plan(p)
		r.Say("waiting")
		r.Start(2)
		r.Step(step, nil)
		r.Step(step, errors.New("no"))
		r.Result(engine.Result{Done: 1, Failed: 1, Left: 1, Stopped: context.Canceled}, "j")
		r.Back([]plan.Step{step}, nil, "undo it")
		return o.String(), e.String()
	}
	failed := "failed: + group writers: Ada (a): no\nstopped: interrupted\n" +
		"1 done, 1 failed, 1 not begun; run the same command again to do the rest (journal: j)\n"
	out, errs := run(report.Text)
	require.Equal(t, strings.Repeat("+ group writers: Ada (a)\n", 2)+"! group x is left alone: why\n2 to do, 3 as it should be, 1 left alone\n"+
		"To undo it: undo it (add -apply to do it). It does this:\n  + group writers: Ada (a)\n", out)
	require.Equal(t, "waiting\n"+failed, errs)
	out, errs = run(report.Quiet)
	require.Empty(t, out)
	require.Equal(t, "! group x is left alone: why\n"+failed, errs, "what was asked for and is not done is told in every mode")
	out, errs = run(report.JSON)
	require.Empty(t, errs)
	var events []string
	for line := range strings.Lines(out) {
		_, event, _ := strings.Cut(line, `"event":"`)
		event, _, _ = strings.Cut(event, `"`)
		events = append(events, event)
	}
	require.Equal(t, "[plan plan left planned note done failed ended undo]", fmt.Sprint(events))
	require.NotContains(t, out, `"name"`)
}

// TestBack: of a long list the first are shown; of one step more than that, all.
func TestBack(t *testing.T) {
	t.Parallel()
	for steps, want := range map[int]string{3: "c\n", 11: "k\n", 12: "and 2 more\n"} {
		var made []plan.Step
		for i := range steps {
			made = append(made, plan.Step{Do: plan.Disable, Who: string(rune('a' + i))})
		}
		var out strings.Builder
		(&report.Reporter{Out: &out}).Back(made, nil, "confluence-people undo x")
		require.True(t, strings.HasPrefix(out.String(), "To undo it: confluence-people undo x (add -apply to do it). It does this:\n  ~ disable a\n"), out.String())
		require.True(t, strings.HasSuffix(out.String(), want), out.String())
	}
}

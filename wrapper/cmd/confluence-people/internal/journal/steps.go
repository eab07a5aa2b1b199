package journal

import (
	"errors"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
)

// Len is how many steps the plan has.
func (j *Journal) Len() int { return len(j.steps) }

// Step returns a step, by its number from 0, and what is known of it.
func (j *Journal) Step(i int) (plan.Step, State) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.steps[i], j.states[i]
}

// Begin says that the request of a step is about to be sent.
func (j *Journal) Begin(i int) error { return j.mark(i, line{State: Begun}) }

// Accepted says that a task carries a step out.
func (j *Journal) Accepted(i int, taskID string) error {
	return j.mark(i, line{State: Begun, Task: taskID})
}

// Done says that a step is carried out.
func (j *Journal) Done(i int) error { return j.mark(i, line{State: Done}) }

// Failed says that a step did not succeed, and that nothing of it happened.
func (j *Journal) Failed(i int, why string) error { return j.mark(i, line{State: Failed, Why: why}) }

// Leave says that a step is left alone, and why. Nothing of it happened.
func (j *Journal) Leave(i int, why string) error { return j.mark(i, line{State: Left, Why: why}) }

func (j *Journal) mark(i int, l line) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	l.N = i + 1
	if err := j.write(l); err != nil {
		return err
	}
	j.set(l)
	return nil
}

// set takes over what a line says of a step. A step that failed has no task any
// more.
func (j *Journal) set(l line) {
	j.states[l.N-1] = l.State
	if l.Task != "" || l.State == Failed {
		j.steps[l.N-1].Task = l.Task
	}
}

// BeginUndo says that another run is about to undo this one, which nothing goes on
// with from then on.
func (j *Journal) BeginUndo() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.undo {
		return nil
	}
	if err := j.write(line{Undo: true}); err != nil {
		return err
	}
	j.undo = true
	return nil
}

// Undone says that a step is undone.
func (j *Journal) Undone(i int) error { return j.mark(i, line{State: Undone}) }

// Closed is whether nothing goes on with the journal: all is done, or another run
// has begun to undo it.
func (j *Journal) Closed() bool {
	j.mu.Lock()
	undo := j.undo
	j.mu.Unlock()
	return undo || j.Finished()
}

// settled is whether nothing is left to do of a step.
func (s State) settled() bool { return s == Done || s == Left || s == Undone }

// Open counts the steps that are left to do.
func (j *Journal) Open() int {
	j.mu.Lock()
	defer j.mu.Unlock()
	open := 0
	for _, state := range j.states {
		if !state.settled() {
			open++
		}
	}
	return open
}

// Finished reports whether nothing is left to do.
func (j *Journal) Finished() bool { return j.Open() == 0 }

// Carried returns the steps that are carried out.
func (j *Journal) Carried() []plan.Step {
	j.mu.Lock()
	defer j.mu.Unlock()
	var done []plan.Step
	for i, state := range j.states {
		if state == Done {
			done = append(done, j.steps[i])
		}
	}
	return done
}

// Close closes the file, which stays.
func (j *Journal) Close() error { return errors.Join(j.file.Close(), j.lock.Free()) }

package confluence

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"time"
)

// TaskState is how far a task has come.
type TaskState string

// The states of a task.
const (
	// TaskRunning is a task that has not ended.
	TaskRunning TaskState = "running"
	// TaskSucceeded is a task that ended well.
	TaskSucceeded TaskState = "succeeded"
	// TaskFailed is a task that ended badly.
	TaskFailed TaskState = "failed"
)

// Task is a long-running task, as it was last seen.
type Task struct {
	// ID names the task in Tasks.Get and Tasks.Wait.
	ID string
	// Name says what kind of task it is: a message key.
	Name string
	// State is whether it runs, succeeded or failed.
	State TaskState
	// Percent is how far the task is, from 0 to 100.
	Percent int
	// Unsuccessful is whether a running task says that it is not successful. On
	// Data Center that may be how a failed one looks; State is not known to be.
	Unsuccessful bool
	// Elapsed is how long the task has been running.
	Elapsed time.Duration
	// Messages are the service's words on how it goes.
	Messages []string
	// Errors are the service's words on what went wrong.
	Errors []string
}

// taskJSON is a task with the field names of the service.
type taskJSON struct {
	ID           string    `json:"id"`
	Name         string    `json:"name,omitempty"`
	State        TaskState `json:"state"`
	Percent      int       `json:"percentageComplete"`
	Unsuccessful bool      `json:"unsuccessful,omitempty"`
	Elapsed      float64   `json:"elapsedTime"`
	Messages     []string  `json:"messages,omitempty"`
	Errors       []string  `json:"errors,omitempty"`
}

// MarshalJSON encodes the task with the field names of the service; elapsedTime
// is in milliseconds.
func (t Task) MarshalJSON() ([]byte, error) {
	return json.Marshal(taskJSON{
		t.ID, t.Name, t.State, t.Percent, t.Unsuccessful, float64(t.Elapsed) / float64(time.Millisecond), t.Messages, t.Errors,
	})
}

// UnmarshalJSON decodes what MarshalJSON encodes.
func (t *Task) UnmarshalJSON(data []byte) error {
	var raw taskJSON
	if err := json.Unmarshal(data, &raw); err != nil {
		return err
	}
	elapsed := time.Duration(math.MaxInt64)
	if exact := raw.Elapsed * float64(time.Millisecond); exact < float64(math.MaxInt64) {
		elapsed = time.Duration(max(exact, 0))
	}
	*t = Task{raw.ID, raw.Name, raw.State, raw.Percent, raw.Unsuccessful, elapsed, raw.Messages, raw.Errors}
	return nil
}

// TaskError is a task that ended badly.
type TaskError struct {
	// Task is the last state of the task.
	Task Task
}

// Error gives the service's words in one line.
func (e *TaskError) Error() string {
	said := e.Task.Errors
	if len(said) == 0 {
		said = e.Task.Messages
	}
	text := fmt.Sprintf("confluence: task %s failed at %d %%", e.Task.ID, e.Task.Percent)
	if len(said) > 0 {
		text += ": " + oneLine(strings.Join(said, "; "))
	}
	return text
}

// WaitOptions say how a task is waited for. A zero field means its default.
type WaitOptions struct {
	// Interval is the pause after the first look. It grows by half with each
	// look. The default is half a second.
	Interval time.Duration
	// MaxInterval bounds the pause. The default is 10 seconds.
	MaxInterval time.Duration
	// OnProgress is called with every state seen, the last included, from the
	// goroutine that waits.
	OnProgress func(Task)
}

package confluence_test

import (
	"encoding/json"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// TestTaskJSON: with the names of the service and its unit, and back.
func TestTaskJSON(t *testing.T) {
	t.Parallel()
	task := confluence.Task{ID: "1", Name: "copy", State: confluence.TaskRunning, Percent: 7, Elapsed: 1500 * time.Millisecond, Messages: []string{"a"}}
	encoded, err := json.Marshal(task)
	require.NoError(t, err)
	require.JSONEq(t, `{"id":"1","name":"copy","state":"running","percentageComplete":7,"elapsedTime":1500,"messages":["a"]}`, string(encoded))
	var decoded confluence.Task
	require.NoError(t, json.Unmarshal(encoded, &decoded))
	require.Equal(t, task, decoded)
	for text, want := range map[string]time.Duration{"-1": 0, "0.5": 500 * time.Microsecond, "1e300": math.MaxInt64, "9223372036855": math.MaxInt64, "9223372036854.775807": math.MaxInt64} {
		require.NoError(t, json.Unmarshal([]byte(`{"elapsedTime":`+text+`}`), &decoded))
		require.Equal(t, want, decoded.Elapsed, text)
	}
	require.Error(t, json.Unmarshal([]byte(`{"id":7}`), &decoded))
}

// TestTaskError: the errors that a task names, else its messages, in one line.
func TestTaskError(t *testing.T) {
	t.Parallel()
	const prefix = "confluence: task 7 failed at 60 %"
	for text, task := range map[string]confluence.Task{
		prefix:                  {},
		prefix + ": half done":  {Messages: []string{"half\ndone"}},
		prefix + ": first; two": {Messages: []string{"x"}, Errors: []string{"first", "two"}},
	} {
		task.ID, task.Percent = "7", 60
		require.EqualError(t, &confluence.TaskError{Task: task}, text)
	}
}

package datacenter

import (
	gen "github.com/confluence-people/go-sdk/gen/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/longtask"
)

// taskRow is a task as it is sent. That it does not say whether it is successful
// stays apart from its saying that it is not.
type taskRow struct {
	gen.LongTask

	Successful *bool `json:"successful"`
}

// newTask reads a task as this product sends it: without a word on whether it
// has ended, so that 100 percent is the end. Successful is sent before, too.
func newTask(t *taskRow) confluence.Task {
	task := confluence.Task{
		ID: t.ID, Name: t.Name.Key, Percent: int(t.PercentageComplete), State: confluence.TaskRunning,
		Elapsed: longtask.Elapsed(t.ElapsedTime),
		Messages: longtask.Words(t.Messages, func(m gen.Message) string {
			return longtask.Said(m.Translation, m.Key, m.Args)
		}),
	}
	switch success := confluence.NewBool(t.Successful); {
	case t.PercentageComplete < 100:
		task.Unsuccessful = success == confluence.False
	case success == confluence.True:
		task.State = confluence.TaskSucceeded
	default:
		task.State = confluence.TaskFailed
	}
	return task
}

// keyOfTask tells the tasks of a listing apart.
func keyOfTask(t *confluence.Task) string { return t.ID }

// isNullTask reports a row that the service sent as null.
func isNullTask(t *confluence.Task) bool { return t.ID == "" && t.Name == "" }

// missingOfTask names what a task lacks that nothing can be done with.
func missingOfTask(t *taskRow) string {
	if t.ID == "" {
		return "id"
	}
	return ""
}

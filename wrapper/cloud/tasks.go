package cloud

import (
	"context"
	"iter"
	"time"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/answer"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/longtask"
)

// TasksService follows long-running tasks, such as copying a tree of pages.
// Finished tasks disappear after a while.
type TasksService struct{ *core }

// TaskListOptions narrow a listing of tasks.
type TaskListOptions struct {
	confluence.ListOptions

	// Key keeps the tasks of a space. By default all tasks are listed.
	Key string
}

// List returns one page of the tasks the caller may see. The default page size
// is 100.
//
// Operation: getTasks, GET /wiki/rest/api/longtask.
//
//confluence:operation getTasks
func (s *TasksService) List(ctx context.Context, opts *TaskListOptions) (*confluence.Page[confluence.Task], error) {
	o := answer.Copy(opts)
	if err := o.Check(); err != nil {
		return nil, err
	}
	params := gen.GetTasksParams{Key: answer.Text[string](o.Key)}
	params.Start, params.Limit = answer.Window(&o.ListOptions)
	page, err := answer.OK(s.api.GetTasksWithResponse(ctx, &params))
	if err != nil {
		return nil, err
	}
	return answer.Page(answer.Map(page.Results, newTask), answer.Envelope{Start: page.Start, Limit: page.Limit, Next: page.Links.Next})
}

// All walks through the tasks the caller may see.
func (s *TasksService) All(ctx context.Context, opts *TaskListOptions) iter.Seq2[confluence.Task, error] {
	return answer.Walk(ctx, opts, s.List)
}

// Get returns the state of a task. One that does not exist, or that the caller
// may not see, is [confluence.ErrNotFound].
//
// Operation: getTask, GET /wiki/rest/api/longtask/{id}.
//
//confluence:operation getTask
func (s *TasksService) Get(ctx context.Context, taskID string) (*confluence.Task, error) {
	if err := segment("task id", taskID); err != nil {
		return nil, err
	}
	t, err := answer.Whole(func(t *gen.LongTask) bool { return t.ID != "" })(answer.OK(s.api.GetTaskWithResponse(ctx, taskID)))
	if err != nil {
		return nil, err
	}
	task := newTask(*t)
	return &task, nil
}

// Wait looks at a task until it has ended; only the context ends the wait
// before. It returns the last state seen with every error; a task that failed
// is [*confluence.TaskError].
func (s *TasksService) Wait(ctx context.Context, taskID string, opts *confluence.WaitOptions) (*confluence.Task, error) {
	return longtask.Wait(ctx, opts, func(ctx context.Context) (*confluence.Task, error) {
		return s.Get(ctx, taskID)
	})
}

func newTask(t gen.LongTask) confluence.Task {
	return confluence.Task{
		ID: t.ID, Name: t.Name.Key, Percent: int(t.PercentageComplete),
		State:    state(t),
		Elapsed:  time.Duration(t.ElapsedTime) * time.Millisecond,
		Messages: words(t.Messages), Errors: words(t.Errors),
	}
}

// words returns what messages say.
func words(messages []gen.Message) []string {
	return answer.Words(messages, func(m gen.Message) string { return answer.Said(m.Translation, "", m.Args) })
}

func state(t gen.LongTask) confluence.TaskState {
	switch {
	case !(t.Finished):
		return confluence.TaskRunning
	case t.Successful:
		return confluence.TaskSucceeded
	}
	return confluence.TaskFailed
}

package datacenter

import (
	"context"
	"iter"
	"time"

	gen "github.com/confluence-people/go-sdk/gen/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/answer"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/longtask"
)

// TasksService follows long-running tasks, such as removing a user. Finished
// tasks disappear after a while.
type TasksService struct{ api *gen.ClientWithResponses }

// List returns one page of the tasks. The default page size is 100.
//
// Operation: getTasks, GET /rest/api/longtask.
//
//confluence:operation getTasks
func (s *TasksService) List(ctx context.Context, opts *ListOptions) (*confluence.Page[confluence.Task], error) {
	o := answer.Copy(opts)
	if err := o.Check(); err != nil {
		return nil, err
	}
	params := gen.GetTasksParams{Expand: o.expand()}
	params.Start, params.Limit = answer.Window(&o.ListOptions)
	p, err := answer.OK(s.api.GetTasksWithResponse(ctx, &params))
	if err != nil {
		return nil, err
	}
	return page(answer.Map(p.Results, newTask), envelope{p.Start, p.Limit, p.TotalCount, p.Links.Next})
}

// All walks through the tasks.
func (s *TasksService) All(ctx context.Context, opts *ListOptions) iter.Seq2[confluence.Task, error] {
	return answer.Walk(ctx, opts, s.List)
}

// Get returns the state of a task. One that does not exist, or that the caller
// may not see, is [confluence.ErrNotFound].
//
// Operation: getTask, GET /rest/api/longtask/{id}.
//
//confluence:operation getTask
func (s *TasksService) Get(ctx context.Context, taskID string, opts *Options) (*confluence.Task, error) {
	if err := argument.PathValue("task id", taskID); err != nil {
		return nil, err
	}
	t, err := answer.Whole(func(t *gen.LongTask) bool { return t.ID != "" })(
		answer.OK(s.api.GetTaskWithResponse(ctx, taskID, &gen.GetTaskParams{Expand: opts.expand()})))
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
		return s.Get(ctx, taskID, nil)
	})
}

// newTask reads a task as this product sends it: without a word on whether it
// has ended, so that 100 percent is the end. Successful is sent before, too.
func newTask(t gen.LongTask) confluence.Task {
	return confluence.Task{
		ID: t.ID, Name: t.Name.Key, Percent: int(t.PercentageComplete),
		State:   state(t),
		Elapsed: time.Duration(t.ElapsedTime) * time.Millisecond,
		Messages: answer.Words(t.Messages, func(m gen.Message) string {
			return answer.Said(m.Translation, m.Key, m.Args)
		}),
	}
}

func state(t gen.LongTask) confluence.TaskState {
	switch {
	case !(t.PercentageComplete >= 100):
		return confluence.TaskRunning
	case t.Successful:
		return confluence.TaskSucceeded
	}
	return confluence.TaskFailed
}

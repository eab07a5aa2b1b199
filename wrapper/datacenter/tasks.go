package datacenter

import (
	"context"
	"iter"

	gen "github.com/confluence-people/go-sdk/gen/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/longtask"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/param"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/response"
)

// TasksService follows long-running tasks, such as removing a user. Finished
// tasks disappear after a while.
type TasksService struct{ api *gen.ClientWithResponses }

// List returns one page of the tasks that the caller may see.
//
// Permission: to use Confluence. Version 9.2 and later, perhaps earlier.
//
// Operation: getTasks, GET /rest/api/longtask.
//
//confluence:operation getTasks
func (s *TasksService) List(ctx context.Context, opts *TaskListOptions) (*confluence.Page[confluence.Task], error) {
	o := param.Copy(opts)
	return paging.One(ctx, o.window(), s.all(o))
}

// All walks through the tasks. See List.
//
// A row that is there for the whole walk is yielded exactly once, or the walk ends
// with [confluence.ErrChanged] or [confluence.ErrStalled]; none is yielded twice.
// The package comment of confluence says what cannot be promised.
func (s *TasksService) All(ctx context.Context, opts *TaskListOptions) iter.Seq2[confluence.Task, error] {
	o := param.Copy(opts)
	return paging.All(ctx, o.window(), s.all(o))
}

func (s *TasksService) all(o TaskListOptions) paging.Listing[confluence.Task] {
	expand := expansion(o.Expand)
	return paging.Listing[confluence.Task]{
		Fetch: func(ctx context.Context, w paging.Window) (*paging.Batch[confluence.Task], error) {
			params := gen.GetTasksParams{Expand: expand}
			params.Start, params.Limit = w.Params()
			return batch(newTask)(s.api.GetTasks(argument.Context(ctx), &params))
		},
		Key: keyOfTask, Null: isNullTask, Most: mostRows,
	}
}

// Get returns the state of a task. One that does not exist, that ended a while
// ago, or that the caller may not see, is [confluence.ErrNotFound].
//
// Permission: to see the task. Version 9.2 and later, perhaps earlier.
//
// Operation: getTask, GET /rest/api/longtask/{id}.
//
//confluence:operation getTask
func (s *TasksService) Get(ctx context.Context, taskID string, opts *TaskGetOptions) (*confluence.Task, error) {
	if err := argument.PathValue("task id", taskID); err != nil {
		return nil, err
	}
	o := param.Copy(opts)
	t, err := response.Require(missingOfTask)(s.api.GetTask(argument.Context(ctx), taskID, &gen.GetTaskParams{Expand: expansion(o.Expand)}))
	if err != nil {
		return nil, err
	}
	task := newTask(t)
	return &task, nil
}

// Wait looks at a task until it has ended. A look that fails is followed by
// another: only the context ends the wait before, and what cannot pass, such as a
// credential that stays refused, a token that cannot be had for two minutes, or a
// task that is gone. It returns the last state seen with every error; a task that failed is [*confluence.TaskError]. One that
// says it is not successful and stands still for two minutes is
// [confluence.ErrStalled]: the product has no word for a task that has failed.
//
// Permission: to see the task. Version 9.2 and later, perhaps earlier.
func (s *TasksService) Wait(ctx context.Context, taskID string, opts *confluence.WaitOptions) (*confluence.Task, error) {
	return longtask.Wait(ctx, opts, func(ctx context.Context) (*confluence.Task, error) {
		return s.Get(ctx, taskID, nil)
	})
}

// WaitAll waits for tasks side by side, with at most 8 requests at once. It
// returns their last states in the order of the ids, nil for a task that was
// never seen, and the errors of all of them, joined. OnProgress is called by one
// goroutine at a time.
//
// Permission: to see the tasks. Version 9.2 and later, perhaps earlier.
func (s *TasksService) WaitAll(ctx context.Context, taskIDs []string, opts *confluence.WaitOptions) ([]*confluence.Task, error) {
	return longtask.WaitAll(ctx, taskIDs, opts, func(ctx context.Context, taskID string) (*confluence.Task, error) {
		return s.Get(ctx, taskID, nil)
	})
}

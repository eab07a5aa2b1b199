package cloud

import (
	"context"
	"iter"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/longtask"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/param"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/response"
)

// TasksService follows long-running tasks, such as copying a tree of pages.
// Finished tasks disappear after a while.
type TasksService struct{ *core }

// List returns one page of the tasks the caller may see.
//
// Permission: access to the site. Scopes: granular alone,
// read:content.metadata:confluence.
//
// Operation: getTasks, GET /wiki/rest/api/longtask.
//
//confluence:operation getTasks
func (s *TasksService) List(ctx context.Context, opts *TaskListOptions) (*confluence.Page[confluence.Task], error) {
	o := param.Copy(opts)
	return paging.One(ctx, o.window(), s.tasks(o))
}

// All walks through the tasks the caller may see. See List.
//
// A row that is there for the whole walk is yielded exactly once, or the walk ends
// with [confluence.ErrChanged] or [confluence.ErrStalled]; none is yielded twice.
// The package comment of confluence says what cannot be promised.
func (s *TasksService) All(ctx context.Context, opts *TaskListOptions) iter.Seq2[confluence.Task, error] {
	o := param.Copy(opts)
	return paging.All(ctx, o.window(), s.tasks(o))
}

func (s *TasksService) tasks(o TaskListOptions) paging.Listing[confluence.Task] {
	return paging.Listing[confluence.Task]{
		Fetch: func(ctx context.Context, w paging.Window) (*paging.Batch[confluence.Task], error) {
			params := gen.GetTasksParams{Key: param.Text[string](o.SpaceKey)}
			params.Start, params.Limit = w.Params()
			return batch(traits{}, newTask)(s.api.GetTasks(argument.Context(ctx), &params))
		},
		Key: keyOfTask, Null: isNullTask, Most: mostRows,
	}
}

// Get returns the state of a task.
//
// Permission: access to the site. Scopes: read:confluence-space.summary;
// granular: read:content.metadata:confluence. A task that does not exist, that
// the caller may not see, or that ended a while ago is [confluence.ErrNotFound].
//
// Operation: getTask, GET /wiki/rest/api/longtask/{id}.
//
//confluence:operation getTask
func (s *TasksService) Get(ctx context.Context, taskID string) (*confluence.Task, error) {
	if err := segment("task id", taskID); err != nil {
		return nil, err
	}
	missing := func(t *gen.LongTask) string {
		if t.ID == "" {
			return "id"
		}
		return ""
	}
	t, err := response.Require(missing)(s.api.GetTask(argument.Context(ctx), taskID))
	if err != nil {
		return nil, err
	}
	task := newTask(t)
	return &task, nil
}

// Wait looks at a task until it has ended. A look that fails is followed by
// another: only the context ends the wait before, and what cannot pass, such as a
// credential that stays refused, a token that cannot be had for two minutes, or a
// task that is gone. It returns the last state seen with every error; a task that failed is [*confluence.TaskError].
//
// Permission, scopes and errors are those of Get.
func (s *TasksService) Wait(ctx context.Context, taskID string, opts *confluence.WaitOptions) (*confluence.Task, error) {
	return longtask.Wait(ctx, opts, func(ctx context.Context) (*confluence.Task, error) {
		return s.Get(ctx, taskID)
	})
}

// WaitAll waits for tasks side by side, at most 8 looks at once, until all of
// them have ended; what ends a wait before is said at Wait. It returns the last
// states in the order of the ids, nil for a task that was never seen, and the
// errors of all tasks, joined. OnProgress is called for every task, by one
// goroutine at a time.
//
// Permission, scopes and errors are those of Get.
func (s *TasksService) WaitAll(ctx context.Context, taskIDs []string, opts *confluence.WaitOptions) ([]*confluence.Task, error) {
	return longtask.WaitAll(ctx, taskIDs, opts, s.Get)
}

// keyOfTask tells the tasks of a listing apart.
func keyOfTask(t *confluence.Task) string { return t.ID }

// isNullTask reports a row that the service sent as null; every task has a
// state, so it is not the zero one.
func isNullTask(t *confluence.Task) bool { return t.ID == "" && t.Name == "" }

func newTask(t *gen.LongTask) confluence.Task {
	return confluence.Task{
		ID: t.ID, Name: t.Name.Key, Percent: int(t.PercentageComplete),
		State:    stateOf(t),
		Elapsed:  longtask.Elapsed(t.ElapsedTime),
		Messages: words(t.Messages), Errors: words(t.Errors),
	}
}

// words returns what messages say.
func words(messages []gen.Message) []string {
	return longtask.Words(messages, func(m gen.Message) string { return longtask.Said(m.Translation, "", m.Args) })
}

func stateOf(t *gen.LongTask) confluence.TaskState {
	switch {
	case !t.Finished:
		return confluence.TaskRunning
	case t.Successful:
		return confluence.TaskSucceeded
	}
	return confluence.TaskFailed
}

package datacentertest

import (
	"context"
	"time"

	"github.com/confluence-people/go-sdk/gen/datacenter/server"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/address"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/paging"
)

// shownTask is a long-running task in responses. Nothing in it says that it has
// ended.
type shownTask struct {
	ID                 string        `json:"id"`
	Name               shownTaskName `json:"name"`
	ElapsedTime        int64         `json:"elapsedTime"`
	PercentageComplete int           `json:"percentageComplete"`
	Successful         bool          `json:"successful"`
	Messages           []taskText    `json:"messages"`
	Links              paging.Links  `json:"_links"`
}

type shownTaskName struct {
	Key         string `json:"key"`
	Args        []any  `json:"args"`
	Translation string `json:"translation,omitempty"`
}

type taskText struct {
	Translation string `json:"translation"`
	Args        []any  `json:"args"`
}

func taskTexts(texts []string) []taskText {
	shown := make([]taskText, 0, len(texts))
	for _, text := range texts {
		shown = append(shown, taskText{Translation: text, Args: []any{}})
	}
	return shown
}

func showTask(ctx context.Context, t *task, now time.Time) *shownTask {
	percent, elapsed := t.Progress(now)
	shown := &shownTask{
		ID: t.ID, Name: shownTaskName{Key: t.Name, Args: t.args, Translation: t.text},
		ElapsedTime: elapsed.Milliseconds(), PercentageComplete: percent,
		Successful: true, // so far
		Messages:   taskTexts(t.Reported(percent)),
		Links:      paging.Links{Self: address.Base(ctx) + "/rest/api/longtask/" + t.ID},
	}
	if t.args == nil {
		shown.Name.Args = []any{}
	}
	if percent == 100 && t.Fail != "" { // which has no place of its own
		shown.Successful = false
		shown.Messages = append(shown.Messages, taskTexts([]string{t.Fail})...)
	}
	return shown
}

// GetTasks responds with the tasks in the order of beginning.
func (h handlers) GetTasks(ctx context.Context, r server.GetTasksRequestObject) (server.GetTasksResponseObject, error) {
	defer h.locked()()
	const standard = 100
	p := paging.Asked(r.Params.Start, r.Params.Limit, standard)
	return response{pageOf(ctx, h.Server, paging.Slice[*task](h.store.tasks), p, func(t *task) *shownTask { return showTask(ctx, t, h.store.Clock.Now()) })}, nil
}

// GetTask responds with one task.
func (h handlers) GetTask(ctx context.Context, r server.GetTaskRequestObject) (server.GetTaskResponseObject, error) {
	defer h.locked()()
	t := h.store.tasksByID[r.ID]
	if t == nil {
		return nil, notFound("No task found with id : " + r.ID)
	}
	shown := showTask(ctx, t, h.store.Clock.Now())
	shown.Links = here(ctx)
	return response{shown}, nil
}

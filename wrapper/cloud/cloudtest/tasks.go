package cloudtest

import (
	"context"
	"time"

	"github.com/confluence-people/go-sdk/gen/cloud/server"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// shownTask is a long-running task in responses.
type shownTask struct {
	ID                 string        `json:"id"`
	Name               taskName      `json:"name"`
	ElapsedTime        int64         `json:"elapsedTime"`
	PercentageComplete int           `json:"percentageComplete"`
	Successful         bool          `json:"successful"`
	Finished           bool          `json:"finished"`
	Messages           []taskText    `json:"messages"`
	Status             string        `json:"status"`
	Errors             []taskText    `json:"errors"`
	Links              *paging.Links `json:"_links,omitempty"`
}

type taskName struct {
	Key  string `json:"key"`
	Args []any  `json:"args"`
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

func showTask(t *state.Task, now time.Time) *shownTask {
	percent, elapsed := t.Progress(now)
	shown := &shownTask{
		ID: t.ID, Name: taskName{Key: t.Name, Args: []any{}}, ElapsedTime: elapsed.Milliseconds(),
		PercentageComplete: percent, Finished: percent == 100, Status: "Running",
		Successful: true, // so far
		Messages:   taskTexts(t.Reported(percent)), Errors: []taskText{},
	}
	switch {
	case shown.Finished && t.Fail != "":
		shown.Successful, shown.Status, shown.Errors = false, "Failed", taskTexts([]string{t.Fail})
	case shown.Finished:
		shown.Status = "Completed"
	}
	return shown
}

// GetTasks responds with the tasks in the order of beginning.
func (h handlers) GetTasks(ctx context.Context, r server.GetTasksRequestObject) (server.GetTasksResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	tasks := paging.Slice[*state.Task](h.store.tasks)
	if r.Params.Key != nil {
		tasks = h.store.tasksByName[*r.Params.Key]
	}
	const standard = 100
	p := paging.Asked(r.Params.Start, r.Params.Limit, standard)
	return response{pageOf(ctx, h.Server, tasks, p, func(t *state.Task) *shownTask { return showTask(t, h.store.Clock.Now()) })}, nil
}

// GetTask responds with one task.
func (h handlers) GetTask(ctx context.Context, r server.GetTaskRequestObject) (server.GetTaskResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	t := h.store.tasksByID[r.ID]
	if t == nil {
		return nil, notFound("No task found with id : " + r.ID)
	}
	shown, where := showTask(t, h.store.Clock.Now()), here(ctx)
	shown.Links = &where
	return response{shown}, nil
}

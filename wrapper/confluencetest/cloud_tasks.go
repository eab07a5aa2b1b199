package confluencetest

import (
	"context"
	"time"

	"github.com/confluence-people/go-sdk/gen/cloud/server"
)

// cloudTask is a long-running task in responses.
type cloudTask struct {
	ID                 string     `json:"id"`
	Name               taskName   `json:"name"`
	ElapsedTime        int64      `json:"elapsedTime"`
	PercentageComplete int        `json:"percentageComplete"`
	Successful         bool       `json:"successful"`
	Finished           bool       `json:"finished"`
	Messages           []taskText `json:"messages"`
	Status             string     `json:"status"`
	Errors             []taskText `json:"errors"`
	Links              *links     `json:"_links,omitempty"`
}

func showTask(t *task) *cloudTask {
	percent, elapsed := t.progress(time.Now())
	shown := &cloudTask{
		ID: t.id, Name: taskName{Key: t.Name, Args: []any{}}, ElapsedTime: elapsed.Milliseconds(),
		PercentageComplete: percent, Finished: percent == 100, Status: "Running",
		Successful: true, // so far
		Messages:   taskTexts(t.Messages[:len(t.Messages)*percent/100]), Errors: []taskText{},
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
func (h cloudHandlers) GetTasks(ctx context.Context, r server.GetTasksRequestObject) (server.GetTasksResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	var tasks []*task
	for _, t := range h.store.tasks {
		if r.Params.Key == nil || *r.Params.Key == t.Name {
			tasks = append(tasks, t)
		}
	}
	const standard = 100
	return response{pageOf(ctx, h.Cloud, tasks, pagingOf(r.Params.Start, r.Params.Limit, standard), showTask)}, nil
}

// GetTask responds with one task.
func (h cloudHandlers) GetTask(ctx context.Context, r server.GetTaskRequestObject) (server.GetTaskResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	t := h.store.task(r.ID)
	if t == nil {
		return nil, notFound("No task found with id : " + r.ID)
	}
	shown, where := showTask(t), here(ctx)
	shown.Links = &where
	return response{shown}, nil
}

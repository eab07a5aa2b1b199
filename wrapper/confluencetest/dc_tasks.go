package confluencetest

import (
	"context"
	"time"

	"github.com/confluence-people/go-sdk/gen/datacenter/server"
)

// dcTask is a long-running task in responses. Nothing in it says that it has
// ended.
type dcTask struct {
	ID                 string     `json:"id"`
	Name               dcTaskName `json:"name"`
	ElapsedTime        int64      `json:"elapsedTime"`
	PercentageComplete int        `json:"percentageComplete"`
	Successful         bool       `json:"successful"`
	Messages           []taskText `json:"messages"`
	Links              links      `json:"_links"`
}

type dcTaskName struct {
	Key         string `json:"key"`
	Args        []any  `json:"args"`
	Translation string `json:"translation,omitempty"`
}

func showDCTask(t *task) *dcTask {
	percent, elapsed := t.progress(time.Now())
	shown := &dcTask{
		ID: t.id, Name: dcTaskName{Key: t.Name, Args: t.args, Translation: t.text},
		ElapsedTime: elapsed.Milliseconds(), PercentageComplete: percent,
		Successful: true, // so far
		Messages:   taskTexts(t.Messages[:len(t.Messages)*percent/100]),
		Links:      links{Self: datacenterSite + "/rest/api/longtask/" + t.id},
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
func (h datacenterHandlers) GetTasks(ctx context.Context, r server.GetTasksRequestObject) (server.GetTasksResponseObject, error) {
	defer h.locked()()
	const standard = 100
	return response{dcPageOf(ctx, h.Datacenter, h.store.tasks, pagingOf(r.Params.Start, r.Params.Limit, standard), showDCTask)}, nil
}

// GetTask responds with one task.
func (h datacenterHandlers) GetTask(ctx context.Context, r server.GetTaskRequestObject) (server.GetTaskResponseObject, error) {
	defer h.locked()()
	t := h.store.task(r.ID)
	if t == nil {
		return nil, dcNotFound("No task found with id : " + r.ID)
	}
	shown := showDCTask(t)
	shown.Links = dcHere(ctx)
	return response{shown}, nil
}

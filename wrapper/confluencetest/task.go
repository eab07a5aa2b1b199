package confluencetest

import "time"

// Task is work in the background that begins when it is added. Its progress
// follows the clock, the virtual one inside a synctest bubble.
type Task struct {
	// Name is the key of the task's kind.
	Name string
	// Duration is how long the task takes; zero is over at once.
	Duration time.Duration
	// Messages are reported one after the other while the task goes on.
	Messages []string
	// Fail, when not empty, is the error the task ends with at the end of its
	// Duration.
	Fail string
}

type taskName struct {
	Key  string `json:"key"`
	Args []any  `json:"args"`
}

type taskText struct {
	Translation string `json:"translation"`
	Args        []any  `json:"args"`
}

// progress returns how far a task is, and for how long it has been going on.
func (t *task) progress(now time.Time) (percent int, elapsed time.Duration) {
	elapsed = now.Sub(t.begun)
	if elapsed >= t.Duration {
		return 100, t.Duration
	}
	// In floating point, since a long task would overflow; never 100 before
	// the end.
	return min(int(100*elapsed.Seconds()/t.Duration.Seconds()), 99), elapsed
}

func taskTexts(texts []string) []taskText {
	shown := make([]taskText, 0, len(texts))
	for _, text := range texts {
		shown = append(shown, taskText{Translation: text, Args: []any{}})
	}
	return shown
}

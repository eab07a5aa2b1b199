package confluencetest

import "time"

// Task is work in the background that begins when it is added to a test server.
// Its progress follows the clock, the virtual one inside a synctest bubble.
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

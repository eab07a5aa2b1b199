package datacentertest

import (
	"cmp"
	"sync"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// store is the state of an instance. Whoever calls its methods holds mu.
// Everything is found in a map or cut out of a list by its place, so that an
// instance of 100,000 users responds as one of ten.
type store struct {
	state.Store

	mu       sync.Mutex
	byID     map[string]*user
	byName   map[string]*user
	bySecret map[string]*user
	users    *state.Ordered[*user] // in the order of adding
	enabled  *state.Ordered[*user] // those who take a seat of the licence
	keyed    int                   // how many came with a key

	content map[string]*content

	tasks     []*task
	tasksByID map[string]*task
	pending   *state.Ordered[*task] // those that do something at their end, by that
}

func newStore() store {
	byAge := func(a, b *user) int { return cmp.Compare(a.serial, b.serial) }
	byEnd := func(a, b *task) int {
		return cmp.Or(a.Begun.Add(a.Duration).Compare(b.Begun.Add(b.Duration)), cmp.Compare(a.ID, b.ID))
	}
	return store{
		Store: state.NewStore(),
		byID:  map[string]*user{}, byName: map[string]*user{}, bySecret: map[string]*user{},
		users: state.NewOrdered(byAge), enabled: state.NewOrdered(byAge),
		content:   map[string]*content{},
		tasksByID: map[string]*task{}, pending: state.NewOrdered(byEnd),
	}
}

// content is a page, a blog post or an attachment.
type content struct {
	id, space, title, kind string
}

func (s *store) contentByID(id string) *content { return s.content[id] }

func (s *store) addContent(kind, spaceKey, title string) *content {
	c := &content{id: s.NumberText(), space: s.NeedSpace(spaceKey).Key, title: title, kind: kind}
	s.content[c.id] = c
	return c
}

type task struct {
	state.Task

	// args and text are what a task of the product's own is about, in its name.
	args []any
	text string
	// removes is the id of the user who is gone when the task ends.
	removes string
}

// begin begins a task, which may be one of the product's own.
func (s *store) begin(t task) *task {
	t.Task = s.Begin(t.Task.Task)
	s.tasks = append(s.tasks, &t)
	s.tasksByID[t.ID] = &t
	if t.removes != "" {
		s.pending.Add(&t)
	}
	return &t
}

// settle does what tasks that have ended by now were for.
func (s *store) settle(now time.Time) {
	for s.pending.Len() > 0 {
		next := s.pending.Cut(0, 1)[0]
		if percent, _ := next.Progress(now); percent < 100 {
			return
		}
		s.pending.Remove(next)
		s.removeUser(next.removes)
	}
}

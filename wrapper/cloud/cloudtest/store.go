package cloudtest

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// store is the state of a site. Whoever calls its methods holds mu. Everything
// is found in a map or cut out of a list by its place, so that a site of 100,000
// accounts responds as one of ten.
type store struct {
	state.Store

	mu       sync.Mutex
	users    []*user // in the order of adding
	byID     map[string]*user
	bySecret map[string]*user
	byEmail  map[string]int // how many accounts have an address, folded
	// byPersonal has the accounts by the ids of their personal spaces.
	byPersonal map[string]*user
	searches   searches
	access     access

	content map[string]*content
	labels  map[string]bool

	tasks       []*state.Task
	tasksByID   map[string]*state.Task
	tasksByName map[string][]*state.Task

	invited   []string
	isInvited map[string]bool
}

func newStore() store {
	return store{
		Store: state.NewStore(),
		byID:  map[string]*user{}, bySecret: map[string]*user{}, byEmail: map[string]int{},
		byPersonal: map[string]*user{}, access: newAccess(),
		content: map[string]*content{}, labels: map[string]bool{},
		tasksByID: map[string]*state.Task{}, tasksByName: map[string][]*state.Task{},
		isInvited: map[string]bool{},
	}
}

// content is a page.
type content struct {
	id, space, title string
	labels           []string
}

func (s *store) contentByID(id string) *content { return s.content[id] }

func (s *store) addContent(spaceKey, title string, labels []string) *content {
	c := &content{id: s.NumberText(), space: s.NeedSpace(spaceKey).Key, title: title, labels: slices.Clone(labels)}
	s.content[c.id] = c
	for _, label := range labels {
		s.labels[label] = true
	}
	return c
}

// hasLabel reports whether a label exists, which it does only while some
// content carries it. Content stays.
func (s *store) hasLabel(name string) bool { return s.labels[name] }

func (s *store) addTask(t confluencetest.Task) *state.Task {
	begun := s.Begin(t)
	s.tasks = append(s.tasks, &begun)
	s.tasksByID[begun.ID] = &begun
	s.tasksByName[begun.Name] = append(s.tasksByName[begun.Name], &begun)
	return &begun
}

// invite notes an address, once.
func (s *store) invite(email string) {
	if !s.isInvited[email] {
		s.isInvited[email] = true
		s.invited = append(s.invited, email)
	}
}

type property struct {
	id, key          string
	value            json.RawMessage
	created, changed time.Time
	serial           int64
}

// properties are those of an account, by key and in the order of adding.
type properties struct {
	byKey  map[string]*property
	listed *state.Ordered[*property]
}

func newProperties() properties {
	return properties{map[string]*property{}, state.NewOrdered(func(a, b *property) int { return cmp.Compare(a.serial, b.serial) })}
}

func (u *user) property(key string) *property { return u.properties.byKey[key] }

func (s *store) setProperty(u *user, key string, value json.RawMessage) {
	now := s.Clock.Now()
	p := u.property(key)
	if p == nil {
		if u.properties.byKey == nil {
			u.properties = newProperties()
		}
		p = &property{serial: s.Number(), key: key, created: now}
		p.id = state.Text(p.serial)
		u.properties.byKey[key] = p
		u.properties.listed.Add(p)
	}
	p.value, p.changed = slices.Clone(value), now
}

func (u *user) removeProperty(key string) {
	u.properties.listed.Remove(u.property(key))
	delete(u.properties.byKey, key)
}

// folded makes texts that differ in case alone the same, as far as that can be
// said without knowing the language.
func folded(text string) string { return strings.ToLower(strings.ToUpper(text)) }

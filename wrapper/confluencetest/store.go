package confluencetest

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// store is the state of a site. It knows nothing of HTTP or of a product's
// shapes, so that both products can stand on it. Whoever calls its methods
// holds mu.
type store struct {
	mu      sync.Mutex
	serial  int64
	users   []*user
	groups  []*group
	spaces  []*space
	content []*content
	watches []watch
	tasks   []*task
	invited []string
}

// user is an account. Its id is the account id on Cloud and the user key on Data
// Center; siteAdmin means a system administrator there.
type user struct {
	id, name, email, kind, secret      string
	siteAdmin, admin, guest, hideEmail bool
	properties                         []*property

	dcUserState
}

type property struct {
	id, key          string
	value            json.RawMessage
	created, changed time.Time
}

// group keeps the ids of its members in the order of joining, and those of the
// groups that are in it.
type group struct {
	id, name  string
	members   []string
	subgroups []string
}

type space struct {
	id        int64
	key, name string
}

type content struct {
	id, space, title string
	kind             string // page where empty
	labels           []string
}

type watchKind int

const (
	watchContent watchKind = iota
	watchSpace
	watchLabel
)

// watch says that a user watches something: an id of content, a key of a space
// or a name of a label. A watch on a space can be for one kind of content.
type watch struct {
	kind   watchKind
	target string
	user   string
	only   string
}

type task struct {
	Task

	id    string
	begun time.Time
	// args and text are what a task of the product's own is about, in its name.
	args []any
	text string
	// removes is the id of the user who is gone when the task ends.
	removes string
}

// number gives out the numbers that ids are made of, far from zero, as on a
// site that has been in use.
func (s *store) number() int64 {
	const first = 65536
	s.serial++
	return first + s.serial
}

func (s *store) numberText() string { return strconv.FormatInt(s.number(), 10) }

// uuid makes the same identifiers in every run, so that tests can be compared.
func (s *store) uuid(kind string) string {
	sum := sha256.Sum256([]byte(kind + s.numberText()))
	sum[6] = sum[6]&0x0f | 0x40
	sum[8] = sum[8]&0x3f | 0x80
	h := hex.EncodeToString(sum[:16])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

func find[T any](list []*T, is func(*T) bool) *T {
	if i := slices.IndexFunc(list, is); i >= 0 {
		return list[i]
	}
	return nil
}

func (s *store) user(id string) *user {
	return find(s.users, func(u *user) bool { return u.id == id })
}

func (s *store) userByEmail(email string) *user {
	return find(s.users, func(u *user) bool { return strings.EqualFold(u.email, email) })
}

// usersByID leaves out ids that nobody has and keeps repeated ones.
func (s *store) usersByID(ids []string) []*user {
	found := make([]*user, 0, len(ids))
	for _, id := range ids {
		if u := s.user(id); u != nil {
			found = append(found, u)
		}
	}
	return found
}

func (s *store) group(id string) *group {
	return find(s.groups, func(g *group) bool { return g.id == id })
}

func (s *store) groupByName(name string) *group {
	return find(s.groups, func(g *group) bool { return g.name == name })
}

// groupsWhere returns groups by name.
func (s *store) groupsWhere(is func(*group) bool) []*group {
	var found []*group
	for _, g := range s.groups {
		if is(g) {
			found = append(found, g)
		}
	}
	return found
}

// addGroup makes a group and keeps the groups ordered by name, which is how
// they are listed.
func (s *store) addGroup(name string) *group {
	g := &group{id: s.uuid("group"), name: name}
	s.groups = append(s.groups, g)
	slices.SortStableFunc(s.groups, func(a, b *group) int { return strings.Compare(a.name, b.name) })
	return g
}

func (s *store) removeGroup(id string) {
	s.groups = slices.DeleteFunc(s.groups, func(g *group) bool { return g.id == id })
	for _, g := range s.groups {
		g.subgroups = slices.DeleteFunc(g.subgroups, func(sub string) bool { return sub == id })
	}
}

func (g *group) add(id string) {
	if !slices.Contains(g.members, id) {
		g.members = append(g.members, id)
	}
}

func (g *group) remove(id string) {
	g.members = slices.DeleteFunc(g.members, func(member string) bool { return member == id })
}

func (s *store) space(key string) *space {
	return find(s.spaces, func(sp *space) bool { return sp.key == key })
}

// needSpace returns the space with a key, which it adds where there is none.
func (s *store) needSpace(key string) *space {
	sp := s.space(key)
	if sp == nil {
		sp = &space{id: s.number(), key: key, name: key}
		s.spaces = append(s.spaces, sp)
	}
	return sp
}

func (s *store) contentByID(id string) *content {
	return find(s.content, func(c *content) bool { return c.id == id })
}

// hasLabel reports whether a label exists, which it does only while some
// content carries it.
func (s *store) hasLabel(name string) bool {
	return slices.ContainsFunc(s.content, func(c *content) bool { return slices.Contains(c.labels, name) })
}

func (s *store) watching(w watch) bool { return slices.Contains(s.watches, w) }

func (s *store) watch(w watch) {
	if !s.watching(w) {
		s.watches = append(s.watches, w)
	}
}

func (s *store) unwatch(w watch) {
	s.watches = slices.DeleteFunc(s.watches, func(other watch) bool { return other == w })
}

// watchers returns who watches something, in the order of beginning to.
func (s *store) watchers(kind watchKind, target string) []*user {
	var ids []string
	for _, w := range s.watches {
		if w.kind == kind && w.target == target && !slices.Contains(ids, w.user) {
			ids = append(ids, w.user)
		}
	}
	return s.usersByID(ids)
}

func (u *user) property(key string) *property {
	return find(u.properties, func(p *property) bool { return p.key == key })
}

func (s *store) setProperty(u *user, key string, value json.RawMessage) {
	now := time.Now()
	p := u.property(key)
	if p == nil {
		p = &property{id: s.numberText(), key: key, created: now}
		u.properties = append(u.properties, p)
	}
	p.value, p.changed = slices.Clone(value), now
}

func (u *user) removeProperty(key string) {
	u.properties = slices.DeleteFunc(u.properties, func(p *property) bool { return p.key == key })
}

func (s *store) addTask(t task) *task {
	t.id, t.begun = s.numberText(), time.Now()
	t.Messages = slices.Clone(t.Messages)
	s.tasks = append(s.tasks, &t)
	return &t
}

func (s *store) task(id string) *task {
	return find(s.tasks, func(t *task) bool { return t.id == id })
}

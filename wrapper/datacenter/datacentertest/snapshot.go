package datacentertest

import (
	"fmt"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/seed"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// Snapshot returns everything that is in the instance as a seed in JSON, with
// all ids, passwords, tokens and dates: [Server.LoadSeed] brings it back.
// Settings, faults and the record are not part of it.
func (s *Server) Snapshot() []byte {
	defer s.locked()()
	file := seedFile{LastID: s.store.LastNumber(), WithoutAdmin: s.store.userByName(s.AdminName()) == nil}
	for _, u := range s.store.allUsers() {
		file.Users = append(file.Users, seedUser{
			Username: u.username, FullName: u.name, Email: u.email, Password: u.password,
			Admin: u.admin, SystemAdmin: u.systemAdmin, Disabled: u.disabled,
			Token: u.secret, TokenExpires: seed.MomentAt(u.expires), Key: u.id,
			Locale: u.locale, FailedLogins: u.failures, LastLogin: u.lastLogin.UTC(),
		})
	}
	for _, g := range s.store.GroupsNamed("") {
		file.Groups = append(file.Groups, seedGroup{
			Name: g.Name, Members: s.store.memberNames(g, g.Members().Len()), Children: s.store.childNames(g), ID: g.ID,
		})
	}
	for _, sp := range s.store.Spaces() {
		file.Spaces = append(file.Spaces, seed.Space{Key: sp.Key, Name: sp.Name, ID: sp.ID})
	}
	titles := map[string]int{}
	for _, c := range s.store.allContent() {
		titles[c.title]++
		titles[c.id]++
		page := seedPage{Space: c.space, Title: c.title, ID: c.id}
		if c.kind != "page" {
			page.Kind = c.kind
		}
		file.Pages = append(file.Pages, page)
	}
	for _, w := range s.store.Watches() {
		if written, ok := s.store.writtenWatch(w, titles); ok {
			file.Watches = append(file.Watches, written)
		}
	}
	for _, t := range s.store.allTasks() {
		file.Tasks = append(file.Tasks, s.store.writtenTask(t))
	}
	return seed.Encode(file)
}

// writtenWatch names a page by its title, unless that is not the only one of
// the kind. A watch on nothing cannot be seen by anybody.
func (s *store) writtenWatch(w state.Watch, titles map[string]int) (seedWatch, bool) {
	u := s.user(w.User)
	if u == nil {
		return seedWatch{}, false
	}
	written := seedWatch{User: u.username, ContentType: w.Only}
	if w.Kind == state.OnSpace {
		written.Space = w.Target
		return written, s.Space(w.Target) != nil
	}
	c := s.contentByID(w.Target)
	if c == nil {
		return written, false
	}
	written.Page = c.title
	if titles[c.title] > 1 || c.title == "" {
		written.Page = c.id
	}
	return written, true
}

// writtenTask says how far a task is, and whom it removes at its end.
func (s *store) writtenTask(t *task) seedTask {
	_, elapsed := t.Progress(s.Clock.Now())
	written := seedTask{
		Name: t.Name, Duration: seed.Duration(t.Duration), Messages: t.Messages, Fail: t.Fail,
		ID: t.ID, Elapsed: seed.Duration(elapsed), Text: t.text,
	}
	for _, arg := range t.args {
		written.Args = append(written.Args, fmt.Sprint(arg))
	}
	if u := s.user(t.removes); u != nil {
		written.Removes = u.username
	}
	return written
}

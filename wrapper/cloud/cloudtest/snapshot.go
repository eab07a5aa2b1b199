package cloudtest

import (
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/seed"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// Snapshot returns everything that is in the site as a seed in JSON, with all
// ids, tokens and dates: [Server.LoadSeed] brings it back. Settings, faults and
// the record are not part of it.
func (s *Server) Snapshot() []byte {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	file := seedFile{Invited: s.store.invited, LastID: s.store.LastNumber()}
	for _, u := range s.store.allUsers() {
		file.Users = append(file.Users, seedUser{
			AccountID: u.id, Name: u.name, Email: u.email, AccountType: u.kind,
			SiteAdmin: u.siteAdmin, Admin: u.admin, Guest: u.guest, HideEmail: u.hideEmail, Status: u.status,
			TimeZone: u.timeZone, Details: u.details,
			Token: u.secret, TokenExpires: seed.MomentAt(u.expires),
		})
		for _, p := range u.allProperties() {
			file.Properties = append(file.Properties, seedProperty{
				Account: u.id, Key: p.key, Value: p.value, ID: p.id, Created: p.created.UTC(), Changed: p.changed.UTC(),
			})
		}
	}
	for _, g := range s.store.GroupsNamed("") {
		file.Groups = append(file.Groups, seedGroup{
			Name: g.Name, ID: g.ID, ManagedBy: g.ManagedBy, Members: s.store.memberIDs(g, g.Members().Len()),
		})
	}
	for _, sp := range s.store.Spaces() {
		file.Spaces = append(file.Spaces, seed.Space{Key: sp.Key, Name: sp.Name, ID: sp.ID})
	}
	titles := map[string]int{}
	for _, c := range s.store.allContent() {
		titles[c.title]++
		titles[c.id]++
		file.Pages = append(file.Pages, seedPage{Space: c.space, Title: c.title, ID: c.id, Labels: c.labels})
	}
	for _, w := range s.store.Watches() {
		if shown, ok := s.store.writtenWatch(w, titles); ok {
			file.Watches = append(file.Watches, shown)
		}
	}
	file.Tasks = seed.Tasks(s.store.allTasks(), s.store.Clock.Now())
	return seed.Encode(file)
}

// writtenWatch names a page by its title, unless that is not the only one of
// the kind. A watch of nobody, or on nothing, cannot be seen by anybody.
func (s *store) writtenWatch(w state.Watch, titles map[string]int) (seedWatch, bool) {
	if s.user(w.User) == nil {
		return seedWatch{}, false
	}
	shown := seedWatch{Account: w.User}
	switch w.Kind {
	case state.OnContent:
		c := s.contentByID(w.Target)
		if c == nil {
			return shown, false
		}
		shown.Page = c.title
		if titles[c.title] > 1 || c.title == "" {
			shown.Page = c.id
		}
		return shown, true
	case state.OnSpace:
		shown.Space = w.Target
		return shown, s.spaceByKey(w.Target) != nil
	default:
		shown.Label = w.Target
		return shown, s.hasLabel(w.Target)
	}
}

package cloudtest

import (
	"cmp"
	"strings"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// user is an account.
type user struct {
	id, name, email, kind, secret      string
	status, timeZone                   string
	details                            cloud.Details
	siteAdmin, admin, guest, hideEmail bool
	expires                            time.Time // of the token; zero for never
	properties                         properties
	searched                           string // the name as it is searched in
}

func (s *store) user(id string) *user { return s.byID[id] }

// hasEmail reports whether an address is an account's, in whatever case.
func (s *store) hasEmail(email string) bool { return s.byEmail[folded(email)] > 0 }

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

// setUser adds an account, or changes the one with the id in place.
func (s *store) setUser(to User) *user {
	u := s.user(to.AccountID)
	if u == nil {
		u = &user{id: to.AccountID, secret: secretFor(to.AccountID)}
		for s.bySecret[u.secret] != nil { // somebody was given it as their own
			u.secret = secretFor(u.secret)
		}
		s.users = append(s.users, u)
		s.byID[u.id], s.bySecret[u.secret], s.byPersonal[state.Text(personalID(u.id))] = u, u, u
	} else if s.byEmail[folded(u.email)]--; !s.hasEmail(u.email) {
		delete(s.byEmail, folded(u.email))
	}
	before := *u
	u.email = cmp.Or(to.Email, state.Email(to.AccountID))
	u.name = cmp.Or(to.Name, u.email)
	u.searched = strings.ToLower(u.name)
	u.kind, u.status = cmp.Or(to.AccountType, "atlassian"), cmp.Or(to.Status, "active")
	u.timeZone, u.details = to.TimeZone, to.Details
	u.siteAdmin, u.admin, u.guest, u.hideEmail = to.SiteAdmin, to.Admin, to.Guest, to.HideEmail
	s.byEmail[folded(u.email)]++
	s.searches.forget()
	for _, m := range s.Memberships(u.id) {
		s.access.left(m.Group, &before)
		s.access.joined(m.Group, u)
	}
	return u
}

// join makes an account a member; to be one already is no error.
func (s *store) join(g *state.Group, u *user) {
	if s.Join(g, u.id) {
		s.access.joined(g, u)
	}
}

// leave ends a membership; not to be a member is no error.
func (s *store) leave(g *state.Group, u *user) {
	if s.Leave(g, u.id) {
		s.access.left(g, u)
	}
}

// removeGroup removes a group.
func (s *store) removeGroup(g *state.Group) {
	s.RemoveGroup(g)
	s.access.removed(g)
}

package confluencetest

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"time"
)

// dcUserState is what only Data Center knows of a user.
type dcUserState struct {
	username, password, locale string
	disabled                   bool
	// failures counts wrong passwords in a row.
	failures  int
	lastLogin time.Time
}

// proves reports whether a password is the user's, who may have none.
func (u *user) proves(password string) bool { return u.password != "" && u.password == password }

func (s *store) userByName(username string) *user {
	return find(s.users, func(u *user) bool { return u.username == username })
}

// newUser adds a user, with a key and a personal access token that are the same
// in every run, and different for two users of one name.
func (s *store) newUser(username string) *user {
	sum := sha256.Sum256([]byte("user key " + s.numberText()))
	const rest = 14 // bytes after the two that keys begin with
	key := "8a7f" + hex.EncodeToString(sum[:rest])
	secret := sha256.Sum256([]byte("token " + key))
	u := &user{id: key, secret: base64.StdEncoding.EncodeToString(secret[:])}
	u.username = username
	s.users = append(s.users, u)
	return u
}

// enabled returns the users that take a seat of the licence.
func (s *store) enabled() []*user {
	return slices.DeleteFunc(slices.Clone(s.users), func(u *user) bool { return u.disabled })
}

// removeUser removes a user and everything that names the user.
func (s *store) removeUser(id string) {
	s.users = slices.DeleteFunc(s.users, func(u *user) bool { return u.id == id })
	s.watches = slices.DeleteFunc(s.watches, func(w watch) bool { return w.user == id })
	for _, g := range s.groups {
		g.remove(id)
	}
}

// settle does what tasks that have ended by now were for.
func (s *store) settle(now time.Time) {
	for _, t := range s.tasks {
		if t.removes == "" {
			continue
		}
		if percent, _ := t.progress(now); percent == 100 {
			s.removeUser(t.removes)
			t.removes = ""
		}
	}
}

// needGroup returns the group with a name, which it adds where there is none.
func (s *store) needGroup(name string) *group {
	if g := s.groupByName(name); g != nil {
		return g
	}
	return s.addGroup(name)
}

// ancestors returns the groups that hold a group, directly or through others,
// by name. Where groups hold each other in a circle, each is there once, and the
// group itself is not.
func (s *store) ancestors(of *group) []*group {
	seen := map[string]bool{of.id: true}
	for pending := []*group{of}; len(pending) > 0; pending = pending[1:] {
		for _, g := range s.groups {
			if !seen[g.id] && slices.Contains(g.subgroups, pending[0].id) {
				seen[g.id] = true
				pending = append(pending, g)
			}
		}
	}
	return s.groupsWhere(func(g *group) bool { return seen[g.id] && g != of })
}

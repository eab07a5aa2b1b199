package datacentertest

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// user is a user. The id is the user key; systemAdmin means a system
// administrator.
type user struct {
	id, username, name, email string
	// password may be empty, which no password proves; secret is the personal
	// access token.
	password, secret   string
	locale             string
	systemAdmin, admin bool
	disabled           bool
	// failures counts wrong passwords in a row.
	failures  int
	lastLogin time.Time
	expires   time.Time // of the secret; zero for never
	serial    int64
}

// proves reports whether a password is the user's, who may have none.
func (u *user) proves(password string) bool { return u.password != "" && u.password == password }

func (s *store) user(id string) *user { return s.byID[id] }

func (s *store) userByName(username string) *user { return s.byName[username] }

// newUser adds a user, with a key and a personal access token that are the same
// in every run, and different for two users of one name.
func (s *store) newUser(username string) *user {
	u := &user{username: username}
	// Keys and tokens that a seed has can be those of another run.
	for u.id == "" || s.byID[u.id] != nil || s.bySecret[u.secret] != nil || s.IsReserved(u.id) {
		u.serial = s.Number()
		sum := sha256.Sum256([]byte("user key " + state.Text(u.serial)))
		const rest = 14 // bytes after the two that keys begin with
		u.id = "8a7f" + hex.EncodeToString(sum[:rest])
		secret := sha256.Sum256([]byte("token " + u.id))
		u.secret = base64.StdEncoding.EncodeToString(secret[:])
	}
	s.byID[u.id], s.byName[u.username], s.bySecret[u.secret] = u, u, u
	s.users.Add(u)
	s.enabled.Add(u)
	return u
}

// setDisabled takes a user's access away or gives it back.
func (s *store) setDisabled(u *user, disabled bool) {
	u.disabled = disabled
	if disabled {
		s.enabled.Remove(u)
	} else if s.byID[u.id] == u { // who asks may be gone meanwhile
		s.enabled.Add(u)
	}
}

// removeUser removes a user and everything that names the user.
func (s *store) removeUser(id string) {
	u := s.byID[id]
	if u == nil { // deleted twice
		return
	}
	delete(s.byID, id)
	delete(s.byName, u.username)
	delete(s.bySecret, u.secret)
	s.users.Remove(u)
	s.enabled.Remove(u)
	s.UnwatchWhere(id, func(state.Watch) bool { return true })
	s.LeaveAll(id)
}

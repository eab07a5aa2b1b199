package cloudtest

import (
	"crypto/sha256"
	"encoding/binary"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// personalID is the id of the personal space of an account: the same in every
// run, and far from those that are given out.
func personalID(accountID string) int64 {
	const first, bits = 1 << 41, 40 // a number that JSON readers keep exactly
	sum := sha256.Sum256([]byte("personal space of " + accountID))
	return first + int64(binary.BigEndian.Uint64(sum[:8])>>(64-bits))
}

// personalSpace is one that everybody has, and that is in no list; unless somebody
// has added it.
func (s *store) personalSpace(u *user) *state.Space {
	key := "~" + u.id
	if added := s.Space(key); added != nil {
		return added
	}
	return &state.Space{ID: personalID(u.id), Key: key, Name: u.name}
}

// spaceByKey returns the space with a key, which may be a personal one, or nil.
func (s *store) spaceByKey(key string) *state.Space {
	if found := s.Space(key); found != nil {
		return found
	}
	owner, personal := strings.CutPrefix(key, "~")
	if u := s.user(owner); personal && u != nil {
		return s.personalSpace(u)
	}
	return nil
}

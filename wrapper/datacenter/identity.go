package datacenter

import (
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// Identity names a user: by [Username] or by [UserKey]. The zero value is the
// caller. Data Center has no account ids.
type Identity struct {
	kind  identityKind
	value string
}

type identityKind int

const (
	caller identityKind = iota
	byUsername
	byUserKey
)

// Username names a user by the login name, which an administrator can change.
// An empty name is refused when it is used; it does not mean the caller.
func Username(name string) Identity { return Identity{byUsername, name} }

// UserKey names a user by the key that stays the same for ever. An empty key is
// refused when it is used; it does not mean the caller.
func UserKey(key string) Identity { return Identity{byUserKey, key} }

// Key returns the user key, if the user is named by it: CreateUser's answer is.
func (i Identity) Key() (string, bool) { return i.value, i.kind == byUserKey }

// String names the user for people.
func (i Identity) String() string {
	switch i.kind {
	case byUsername:
		return "user " + i.value
	case byUserKey:
		return "user with key " + i.value
	default:
		return "the caller"
	}
}

// params returns the two query parameters that name a user; neither stands for
// the caller.
func (i Identity) params() (username, key *string, err error) {
	switch i.kind {
	case byUsername:
		return &i.value, nil, argument.PathValue("user name", i.value)
	case byUserKey:
		return nil, &i.value, argument.PathValue("user key", i.value)
	default:
		return nil, nil, nil
	}
}

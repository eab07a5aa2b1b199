package datacenter

import (
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// Identity names a user: the caller by [Caller], anybody by [Username] or by
// [UserKey]. The zero value names nobody and is [confluence.ErrInvalid] wherever
// it is used, before anything is sent. Data Center has no account ids.
//
// It encodes to text and JSON as "caller", "username:jane" or "key:8a7f…".
type Identity struct { //nolint:recvcheck // UnmarshalText sets it, the rest is for values
	kind  identityKind
	value string
}

type identityKind int

const (
	nobody identityKind = iota
	theCaller
	byUsername
	byUserKey
)

// Caller names the user the credential belongs to.
func Caller() Identity { return Identity{kind: theCaller} }

// Username names a user by the login name, which an administrator can change.
// A name that is empty, or has white space around it, is refused when it is
// used.
func Username(name string) Identity { return Identity{byUsername, name} }

// UserKey names a user by the key that stays the same for ever. A key that is
// empty, or has white space around it, is refused when it is used.
func UserKey(key string) Identity { return Identity{byUserKey, key} }

// Username returns the login name, if the user is named by it.
func (i Identity) Username() (string, bool) {
	if i.kind != byUsername {
		return "", false
	}
	return i.value, true
}

// UserKey returns the user key, if the user is named by it.
func (i Identity) UserKey() (string, bool) {
	if i.kind != byUserKey {
		return "", false
	}
	return i.value, true
}

// String names the user for people.
func (i Identity) String() string {
	switch i.kind {
	case theCaller:
		return "the caller"
	case byUsername:
		return "user " + i.value
	case byUserKey:
		return "user with key " + i.value
	default:
		return "nobody"
	}
}

// What an Identity is encoded as.
const (
	callerText     = "caller"
	usernamePrefix = "username:"
	userKeyPrefix  = "key:"
)

// MarshalText encodes the identity. One that would be refused when it is used
// cannot be encoded.
func (i Identity) MarshalText() ([]byte, error) {
	if err := i.check(); err != nil {
		return nil, err
	}
	switch i.kind {
	case byUsername:
		return []byte(usernamePrefix + i.value), nil
	case byUserKey:
		return []byte(userKeyPrefix + i.value), nil
	default:
		return []byte(callerText), nil
	}
}

// UnmarshalText decodes what MarshalText encodes.
func (i *Identity) UnmarshalText(text []byte) error {
	var decoded Identity
	if name, ok := strings.CutPrefix(string(text), usernamePrefix); ok {
		decoded = Username(name)
	} else if key, ok := strings.CutPrefix(string(text), userKeyPrefix); ok {
		decoded = UserKey(key)
	} else if string(text) == callerText {
		decoded = Caller()
	} else {
		return argument.Invalid("identity", `is neither "caller" nor begins with "username:" or "key:"`)
	}
	if err := decoded.check(); err != nil {
		return err
	}
	*i = decoded
	return nil
}

// check reports whether the identity names somebody.
func (i Identity) check() error {
	_, _, err := i.params()
	return err
}

// params returns the two query parameters that name a user; neither stands for
// the caller.
func (i Identity) params() (username, key *string, err error) {
	switch i.kind {
	case theCaller:
		return nil, nil, nil
	case byUsername:
		return &i.value, nil, checkName("user name", i.value)
	case byUserKey:
		return nil, &i.value, checkName("user key", i.value)
	default:
		return nil, nil, argument.Invalid("identity", "names nobody: use Caller, Username or UserKey")
	}
}

// checkUsername reports whether a user name can be sent in a path.
func checkUsername(username string) error { return checkName("user name", username) }

func checkName(what, value string) error {
	if value != strings.TrimSpace(value) {
		return argument.Invalid(what, "has white space around it")
	}
	return argument.PathValue(what, value)
}

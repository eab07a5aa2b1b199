package datacenter

import (
	"log/slog"
	"strconv"
	"strings"
	"time"

	gen "github.com/confluence-people/go-sdk/gen/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// User is a person. What the instance does not send is empty: Status and
// LastLogin come only where they are asked for, Email as a rule with ListActive
// alone.
//
// Printed and logged, a user shows the user name, the key and the type, no other
// name and no address; only %#v shows all fields.
type User struct {
	// Username is the login name. It can be an e-mail address, and an
	// administrator can change it.
	Username string `json:"username,omitempty"`
	// UserKey is the key that stays the same for ever.
	UserKey string `json:"userKey,omitempty"`
	// DisplayName is the full name. Others may have the same.
	DisplayName string `json:"displayName,omitempty"`
	// Type is the kind of person.
	Type UserType `json:"type,omitempty"`
	// Email is the e-mail address; as a rule ListActive alone sends it. Empty does
	// not mean that there is none.
	Email string `json:"email,omitempty"`
	// Status is the state of the account. It is empty, which says nothing, where
	// [ExpandStatus] did not ask for it; see Active.
	Status UserStatus `json:"status,omitempty"`
	// LastLogin is when the user last logged in; see [ExpandLastLogin]. It is
	// zero for a time that cannot be read: the service publishes no format.
	LastLogin time.Time `json:"lastLogin,omitzero"`
}

// UserType is the kind of a person. It is open: expect others.
type UserType string

// The known types of people.
const (
	// UserKnown is somebody with an account.
	UserKnown UserType = "known"
	// UserUnknown is a name kept in old content, without an account.
	UserUnknown UserType = "unknown"
	// UserAnonymous is somebody who is not logged in.
	UserAnonymous UserType = "anonymous"
	// UserPlain is the type that some listings give to everybody.
	UserPlain UserType = "user"
)

// UserStatus is the state of an account. It is open: expect others, for the
// service publishes none but one.
type UserStatus string

// StatusCurrent is an account that may log in.
const StatusCurrent UserStatus = "current"

// Identity names the user: by the key, else by the user name. Somebody with
// neither gets the zero Identity, which is refused when it is used.
func (u User) Identity() Identity {
	switch {
	case u.UserKey != "":
		return UserKey(u.UserKey)
	case u.Username != "":
		return Username(u.Username)
	}
	return Identity{}
}

// Active is whether the account may log in, by its Status: unknown where that was
// not asked for, see [ExpandStatus], and false in a state other than
// [StatusCurrent], the only one that is published.
func (u User) Active() confluence.Bool {
	switch u.Status {
	case "":
		return confluence.Unknown
	case StatusCurrent:
		return confluence.True
	}
	return confluence.False
}

// Name is what to show to people: the display name, else the user name, else the
// key.
func (u User) Name() string {
	switch {
	case u.DisplayName != "":
		return u.DisplayName
	case u.Username != "":
		return u.Username
	}
	return u.UserKey
}

// String shows the user name, the key and the type.
func (u User) String() string {
	words := []string{"user"}
	if u.Username != "" {
		words = append(words, u.Username)
	}
	if u.UserKey != "" {
		words = append(words, "with key "+u.UserKey)
	}
	if u.Type != "" {
		words = append(words, "("+string(u.Type)+")")
	}
	return strings.Join(words, " ")
}

// LogValue shows the user name, the key and the type.
func (u User) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("username", u.Username),
		slog.String("userKey", u.UserKey),
		slog.String("type", string(u.Type)),
	)
}

// newUser reads a user of any listing but that of active users.
func newUser(u *gen.User) User {
	return User{
		Username: u.Username, UserKey: u.UserKey, DisplayName: u.DisplayName, Type: UserType(u.Type),
		Email: u.Email, Status: UserStatus(u.Status),
	}
}

// newActiveUser reads a user of the listing of active users.
func newActiveUser(u *gen.ActiveUser) User {
	return User{
		Username: u.Username, UserKey: u.UserKey, DisplayName: u.DisplayName, Type: UserType(u.Type),
		Email: u.Email, Status: UserStatus(u.Status), LastLogin: newTime(u.LastLogin),
	}
}

// keyOfUser tells the users of a listing apart.
func keyOfUser(u *User) string {
	switch {
	case u.UserKey != "":
		return u.UserKey
	case u.Username != "":
		return "username " + u.Username // no key has a space
	}
	return ""
}

// isNullUser is isNull; somebody with a name is none.
func isNullUser(u *User) bool { return u.Username == "" && isNull(u) }

// missingOfUser names what a user lacks of whom nothing is said.
func missingOfUser(u *gen.User) string {
	if u.Type == "" && u.Username == "" && u.UserKey == "" {
		return "type"
	}
	return ""
}

// newTime reads a time in one of the formats that Confluence is known to use; it
// is zero where it cannot be read, and for a year that JSON has no form for.
func newTime(text string) time.Time {
	t := parsedTime(text).UTC()
	if t.Year() < 0 || t.Year() > 9999 {
		return time.Time{}
	}
	return t
}

func parsedTime(text string) time.Time {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05.999Z0700"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t
		}
	}
	if milliseconds, err := strconv.ParseInt(text, 10, 64); err == nil && milliseconds > 0 {
		return time.UnixMilli(milliseconds)
	}
	return time.Time{}
}

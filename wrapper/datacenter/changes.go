package datacenter

import (
	"log/slog"
	"strings"
)

// NewUser describes a user to create. Printed and logged, it shows the user name
// alone.
type NewUser struct {
	// Username is the login name: not blank, no white space, no upper case, none
	// of \ , + < > ' ", not "anonymous".
	Username string `json:"userName,omitempty"`
	// FullName is the name to show: not blank, without < and >, not "anonymous".
	FullName string `json:"fullName,omitempty"`
	// Email is a valid e-mail address.
	Email string `json:"email,omitempty"`
	// Password is the first password. Give it or set NotifyViaEmail, not both.
	Password Password `json:"password,omitzero"`
	// NotifyViaEmail mails the user, who then chooses a password.
	NotifyViaEmail bool `json:"notifyViaEmail,omitempty"`
}

// Validate holds the user against the published rules, as CreateUser does before
// it sends anything. Broken ones are [*ValidationError].
func (u NewUser) Validate() error {
	var v violations
	v.username(u.Username)
	v.fullName(u.FullName)
	v.email(u.Email)
	secret := u.Password.secret()
	if u.NotifyViaEmail {
		v.require(secret == "", "password", "must be absent when the user is notified by e-mail")
	} else {
		v.require(!blank(secret), "password", "must be given unless the user is notified by e-mail")
	}
	v.notPlaceholder("password", u.Password)
	v.text("password", secret)
	return v.err()
}

// String shows the user name.
func (u NewUser) String() string { return "new user " + u.Username }

// LogValue shows the user name.
func (u NewUser) LogValue() slog.Value {
	return slog.GroupValue(slog.String("username", u.Username))
}

// CreatedUser names a user that was created.
type CreatedUser struct {
	// Username is the login name that was asked for.
	Username string `json:"username,omitempty"`
	// UserKey is the key that stays the same for ever. It is empty where the
	// service did not send it; the user exists all the same.
	UserKey string `json:"userKey,omitempty"`
}

// Identity names the user: by the key, else by the user name.
func (u CreatedUser) Identity() Identity {
	return User{Username: u.Username, UserKey: u.UserKey}.Identity()
}

// UserUpdate says what of a user is changed. What is empty stays. Printed and
// logged, it shows which fields change.
type UserUpdate struct {
	// FullName is the new name to show: without < and >, not "anonymous".
	FullName string `json:"fullName,omitempty"`
	// Email is the new e-mail address.
	Email string `json:"email,omitempty"`
}

// Validate holds a change against the published rules for what it changes, as
// UpdateUser does before it sends anything. Broken ones are [*ValidationError].
func (u UserUpdate) Validate() error {
	var v violations
	v.update(u)
	return v.err()
}

// String shows which fields change.
func (u UserUpdate) String() string {
	var fields []string
	if u.FullName != "" {
		fields = append(fields, "full name")
	}
	if u.Email != "" {
		fields = append(fields, "e-mail address")
	}
	if len(fields) == 0 {
		fields = []string{"nothing"}
	}
	return "update of " + strings.Join(fields, " and ")
}

// LogValue shows which fields change.
func (u UserUpdate) LogValue() slog.Value { return slog.StringValue(u.String()) }

// CurrentUserUpdate says what of the caller is changed. What is empty stays.
// Printed and logged, it shows which fields change.
type CurrentUserUpdate struct {
	// FullName is the new name to show: without < and >, not "anonymous".
	FullName string `json:"fullName,omitempty"`
	// Email is the new e-mail address.
	Email string `json:"email,omitempty"`
	// CurrentPassword proves that the caller is the holder of the account; none
	// is sent by default.
	CurrentPassword Password `json:"currentPassword,omitzero"`
}

// Validate holds a change against the published rules for what it changes, as
// UpdateCurrent does before it sends anything. Broken ones are
// [*ValidationError].
func (u CurrentUserUpdate) Validate() error {
	var v violations
	v.update(u.withoutPassword())
	if !u.CurrentPassword.IsZero() {
		v.password("currentPassword", u.CurrentPassword)
	}
	return v.err()
}

// String shows which fields change.
func (u CurrentUserUpdate) String() string { return u.withoutPassword().String() }

// LogValue shows which fields change.
func (u CurrentUserUpdate) LogValue() slog.Value { return slog.StringValue(u.String()) }

func (u CurrentUserUpdate) withoutPassword() UserUpdate {
	return UserUpdate{FullName: u.FullName, Email: u.Email}
}

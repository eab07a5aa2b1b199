package cloud

import (
	"log/slog"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// User is a person or an app, the same from every listing. What the service does
// not send, or the profile hides from the caller, is empty; which fields a
// listing fills differs.
//
// Printed and logged, a user shows the account id and the type, no name and no
// address; only %#v shows all fields.
type User struct {
	// AccountID stays the same for ever. It is empty for a visitor and for
	// somebody without an account.
	AccountID string `json:"accountId,omitempty"`
	// DisplayName is the name to show, where the profile does not hide it.
	DisplayName string `json:"displayName,omitempty"`
	// PublicName is the name that the profile shows to everybody.
	PublicName string `json:"publicName,omitempty"`
	// Email is the e-mail address, where the profile shows it to the caller.
	Email string `json:"email,omitempty"`
	// Type is the kind of person. Lookup does not send it.
	Type UserType `json:"type,omitempty"`
	// AccountType is the kind of account.
	AccountType AccountType `json:"accountType,omitempty"`
	// AccountStatus is the state of the account.
	AccountStatus AccountStatus `json:"accountStatus,omitempty"`
	// IsGuest is whether the account is a guest: invited from outside, with
	// access to few spaces. See Guest.
	IsGuest confluence.Bool `json:"isGuest,omitzero"`
	// IsExternalCollaborator is the former name of IsGuest, which some listings
	// send alone.
	IsExternalCollaborator confluence.Bool `json:"isExternalCollaborator,omitzero"`
	// TimeZone is an IANA name, such as "Europe/Berlin".
	TimeZone string `json:"timeZone,omitempty"`
	// Locale is the language of the user interface, such as "en-GB".
	Locale string `json:"locale,omitempty"`
	// PersonalSpaceID is the id of the personal space; only Lookup sends it.
	PersonalSpaceID string `json:"personalSpaceId,omitempty"`
	// PersonalSpace is the personal space, where [ExpandPersonalSpace] asked for
	// it and there is one.
	PersonalSpace *Space `json:"personalSpace,omitempty"`
	// Operations are what the caller may do with the profile, where
	// [ExpandOperations] asked for them.
	Operations []Operation `json:"operations,omitempty"`
	// Details are what the profile says of work and contact, where it does.
	Details *Details `json:"details,omitempty"`
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

// AccountType is the kind of an account. It is open: expect others.
type AccountType string

// The known types of accounts.
const (
	// AccountAtlassian is the account of a person.
	AccountAtlassian AccountType = "atlassian"
	// AccountApp is the account of an app.
	AccountApp AccountType = "app"
	// AccountCustomer is the account of a customer of a service desk.
	AccountCustomer AccountType = "customer"
	// AccountUnknown is an account of another kind.
	AccountUnknown AccountType = "unknown"
)

// AccountStatus is the state of an account. It is open: expect others.
type AccountStatus string

// The known states of accounts.
const (
	// StatusActive is an account that may log in.
	StatusActive AccountStatus = "active"
	// StatusInactive is an account that was deactivated.
	StatusInactive AccountStatus = "inactive"
	// StatusClosed is an account that was closed for good.
	StatusClosed AccountStatus = "closed"
	// StatusUnknown is an account in another state.
	StatusUnknown AccountStatus = "unknown"
)

// Guest is whether the account is a guest, by whichever name the service says
// it.
func (u User) Guest() confluence.Bool {
	if u.IsGuest != confluence.Unknown {
		return u.IsGuest
	}
	return u.IsExternalCollaborator
}

// Name is what to show to people: the display name, else the public name, else
// the account id.
func (u User) Name() string {
	switch {
	case u.DisplayName != "":
		return u.DisplayName
	case u.PublicName != "":
		return u.PublicName
	}
	return u.AccountID
}

// String shows the account id and the type.
func (u User) String() string {
	text := "user"
	if u.AccountID != "" {
		text += " " + u.AccountID
	}
	if u.Type != "" {
		text += " (" + string(u.Type) + ")"
	}
	return text
}

// LogValue shows the account id and the type.
func (u User) LogValue() slog.Value {
	return slog.GroupValue(slog.String("accountId", u.AccountID), slog.String("type", string(u.Type)))
}

// newUser reads a user as most operations send it.
func newUser(u *gen.User) User {
	return User{
		AccountID: u.AccountID, DisplayName: u.DisplayName, PublicName: u.PublicName, Email: u.Email,
		Type: UserType(u.Type), AccountType: AccountType(u.AccountType), AccountStatus: AccountStatus(u.AccountStatus),
		IsGuest: confluence.NewBool(u.IsGuest.Pointer()), IsExternalCollaborator: confluence.NewBool(u.IsExternalCollaborator.Pointer()),
		TimeZone: string(u.TimeZone), Locale: string(u.Locale),
		PersonalSpace: newSpace(u.PersonalSpace), Operations: newOperations(u.Operations), Details: newDetails(u.Details),
	}
}

// newBulkUser reads a user of the bulk look-up of REST v1.
func newBulkUser(u *gen.BulkUserLookup) User {
	return User{
		AccountID: u.AccountID, DisplayName: u.DisplayName, PublicName: u.PublicName, Email: u.Email,
		Type: UserType(u.Type), AccountType: AccountType(u.AccountType), AccountStatus: AccountStatus(u.AccountStatus),
		IsGuest: confluence.NewBool(u.IsGuest.Pointer()), IsExternalCollaborator: confluence.NewBool(u.IsExternalCollaborator.Pointer()),
		TimeZone: string(u.TimeZone), Locale: string(u.Locale),
		PersonalSpace: newSpace(u.PersonalSpace), Operations: newOperations(u.Operations), Details: newDetails(u.Details),
	}
}

// newWatcher reads a user of a listing of watchers.
func newWatcher(u *gen.WatchUser) User {
	return User{
		AccountID: u.AccountID, DisplayName: u.DisplayName, PublicName: u.PublicName, Email: u.Email,
		Type: UserType(u.Type), AccountType: AccountType(u.AccountType), AccountStatus: AccountStatus(u.AccountStatus),
		IsGuest: confluence.NewBool(u.IsGuest.Pointer()), IsExternalCollaborator: confluence.NewBool(u.IsExternalCollaborator.Pointer()),
		TimeZone: string(u.TimeZone), Locale: string(u.Locale),
		PersonalSpace: newSpace(u.PersonalSpace), Operations: newOperations(u.Operations), Details: newDetails(u.Details),
	}
}

// newUserV2 reads a user of REST v2.
func newUserV2(u *gen.UserV2) User {
	return User{
		AccountID: u.AccountID, DisplayName: u.DisplayName, PublicName: u.PublicName, Email: u.Email,
		AccountType: AccountType(u.AccountType), AccountStatus: AccountStatus(u.AccountStatus),
		IsExternalCollaborator: confluence.NewBool(u.IsExternalCollaborator.Pointer()),
		TimeZone:               string(u.TimeZone), PersonalSpaceID: u.PersonalSpaceID,
	}
}

// newVisitor reads how the site shows somebody who is not logged in.
func newVisitor(u *gen.UserAnonymous) User {
	return User{
		DisplayName: u.DisplayName, Type: UserType(u.Type), AccountStatus: AccountStatus(u.AccountStatus),
		IsExternalCollaborator: confluence.NewBool(u.IsExternalCollaborator.Pointer()), Locale: string(u.Locale),
		Operations: newOperations(u.Operations),
	}
}

// oneUser makes the result of a call that returns a user.
func oneUser(u *gen.User, err error) (*User, error) {
	if err != nil {
		return nil, err
	}
	user := newUser(u)
	return &user, nil
}

// keyOfUser tells the users of a listing apart.
func keyOfUser(u *User) string { return u.AccountID }

// isNullUser is isNull; somebody with an id is none.
func isNullUser(u *User) bool { return u.AccountID == "" && isNull(u) }

// missingOfUser names what a user lacks of whom nothing is said; even a visitor
// has a type.
func missingOfUser(u *gen.User) string {
	if u.Type == "" {
		return "type"
	}
	return ""
}

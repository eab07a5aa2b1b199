package cloud

import gen "github.com/confluence-people/go-sdk/gen/cloud"

// User is a person or an app, as REST v1 shows them: AccountID, AccountType,
// DisplayName, PublicName, Email, Type and more; "go doc" of gen/cloud.User
// lists all fields. What a profile hides from the caller is empty. Lists such as
// Type and AccountType are open: expect values that have no constant.
type User = gen.User

// Kinds of a [User], in User.Type.
const (
	// UserTypeKnown is somebody with an account.
	UserTypeKnown = gen.UserTypeKnown
	// UserTypeUnknown is somebody named in old content, without an account.
	UserTypeUnknown = gen.UserTypeUnknown
	// UserTypeAnonymous is a visitor.
	UserTypeAnonymous = gen.UserTypeAnonymous
)

// AnonymousUser is how the site shows somebody who is not logged in.
type AnonymousUser = gen.UserAnonymous

// UserProfile is a person or an app, as REST v2 shows them: AccountID,
// AccountStatus, DisplayName, PublicName, Email and more; "go doc" of
// gen/cloud.UserV2 lists all fields.
type UserProfile = gen.UserV2

// BulkUser is a person or an app, as the bulk look-up of REST v1 shows them, with
// the fields of [User].
type BulkUser = gen.BulkUserLookup

// UserEmail is an account and its e-mail address: AccountID and Email.
type UserEmail = gen.AccountIDEmailRecord

// SearchResult is one hit of a search; of a search for people, User is filled.
type SearchResult = gen.SearchResult

// EmailAccess tells which e-mail addresses have no access to the site:
// EmailsWithoutAccess, and InvalidEmails for what is no address.
type EmailAccess = gen.EmailAccess

// Group is a group of accounts: ID, Name, ManagedBy and UsageType. Names can
// change; keep the ID.
type Group = gen.Group

// Watch is one watcher of a page or other content: Watcher and ContentID.
type Watch = gen.Watch

// SpaceWatch is one watcher of a space: Watcher and SpaceKey.
type SpaceWatch = gen.SpaceWatch

// WatchUser is the person in a [Watch] or [SpaceWatch], with the fields of
// [User].
type WatchUser = gen.WatchUser

// Found is the outcome of looking up many accounts.
type Found[T any] struct {
	// Items are the accounts the site knows, in the order they were asked for,
	// each once. An account that the site answers under another id than it was
	// asked for comes last, and the id asked for is in Missing.
	Items []T
	// Missing are the ids the site does not know, or does not show to the
	// caller, in the order they were asked for.
	Missing []string
}

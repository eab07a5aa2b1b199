package cloud

import gen "github.com/confluence-people/go-sdk/gen/cloud"

// User is a person or an app, as REST v1 shows them. What a profile hides from
// the caller is empty. Lists such as Type and AccountType are open: expect
// values that have no constant.
type User = gen.User

// AnonymousUser is how the site shows somebody who is not logged in.
type AnonymousUser = gen.UserAnonymous

// UserProfile is a person or an app, as REST v2 shows them.
type UserProfile = gen.UserV2

// BulkUser is a person or an app, as the bulk look-up of REST v1 shows them.
type BulkUser = gen.BulkUserLookup

// UserEmail is an account and its e-mail address.
type UserEmail = gen.AccountIDEmailRecord

// SearchResult is one hit of a search; of a search for people, User is filled.
type SearchResult = gen.SearchResult

// EmailAccess tells which e-mail addresses have no access to the site.
type EmailAccess = gen.EmailAccess

// Group is a group of accounts. Names can change; keep the ID.
type Group = gen.Group

// Watch is one watcher of a page or other content.
type Watch = gen.Watch

// SpaceWatch is one watcher of a space.
type SpaceWatch = gen.SpaceWatch

// WatchUser is the person in a [Watch] or [SpaceWatch].
type WatchUser = gen.WatchUser

// Found is the outcome of looking up many accounts.
type Found[T any] struct {
	// Items are the accounts the site knows, in the order they were asked for,
	// each once.
	Items []T
	// Missing are the ids the site does not know, or does not show to the
	// caller, in the order they were asked for.
	Missing []string
}

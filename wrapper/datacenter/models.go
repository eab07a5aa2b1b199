package datacenter

import gen "github.com/confluence-people/go-sdk/gen/datacenter"

// User is a person: Username, UserKey, DisplayName, Type, and Email and Status
// where they are sent; "go doc" of gen/datacenter.User lists all fields. What the
// instance does not say is empty. Status comes only with [ExpandStatus].
type User = gen.User

// ActiveUser is a person as the listing of active users shows them, with the
// fields of [User], and LastLogin with [ExpandLastLogin].
type ActiveUser = gen.ActiveUser

// Group is a group of users; its Name is its identity.
type Group = gen.Group

// Submission is a long task that was accepted; follow its ID with Tasks.Wait.
type Submission = gen.LongTaskSubmission

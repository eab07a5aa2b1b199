package datacenter

import gen "github.com/confluence-people/go-sdk/gen/datacenter"

// User is a person. What the instance does not say is empty.
type User = gen.User

// ActiveUser is a person as the listing of active users shows them.
type ActiveUser = gen.ActiveUser

// Group is a group of users; its name is its identity.
type Group = gen.Group

// Submission is a long task that was accepted; follow it with Tasks.Wait.
type Submission = gen.LongTaskSubmission

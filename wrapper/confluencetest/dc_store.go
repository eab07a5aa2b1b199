package confluencetest

import "time"

// dcUserState is what only Data Center knows of a user.
type dcUserState struct {
	username, password, locale string
	disabled                   bool
	// failures counts wrong passwords in a row.
	failures  int
	lastLogin time.Time
}

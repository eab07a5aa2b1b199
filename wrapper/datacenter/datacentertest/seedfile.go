package datacentertest

import (
	"time"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/seed"
)

// seedFile is the state of an instance in written form. What people write comes
// first in each object; the rest is for what [Server.Snapshot] returns.
type seedFile struct {
	seed.At `json:"-"`

	Users        []seedUser   `json:"users,omitempty"`
	Groups       []seedGroup  `json:"groups,omitempty"`
	Spaces       []seed.Space `json:"spaces,omitempty"`
	Pages        []seedPage   `json:"pages,omitempty"`
	Watches      []seedWatch  `json:"watches,omitempty"`
	Tasks        []seedTask   `json:"tasks,omitempty"`
	Generate     *seed.Volume `json:"generate,omitempty"`
	WithoutAdmin bool         `json:"withoutAdmin,omitempty"`
	LastID       int64        `json:"lastId,omitempty"`
}

type seedUser struct {
	seed.At `json:"-"`

	Username     string      `json:"username"`
	FullName     string      `json:"fullName,omitempty"`
	Email        string      `json:"email,omitempty"`
	Password     string      `json:"password,omitempty"`
	Admin        bool        `json:"admin,omitempty"`
	SystemAdmin  bool        `json:"systemAdmin,omitempty"`
	Disabled     bool        `json:"disabled,omitempty"`
	Token        string      `json:"token,omitempty"`
	TokenExpires seed.Moment `json:"tokenExpires,omitzero"`
	Key          string      `json:"key,omitempty"`
	Locale       string      `json:"locale,omitempty"`
	FailedLogins int         `json:"failedLogins,omitempty"`
	LastLogin    time.Time   `json:"lastLogin,omitzero"`
}

type seedGroup struct {
	seed.At `json:"-"`

	Name     string   `json:"name"`
	Members  []string `json:"members,omitempty"`
	Children []string `json:"children,omitempty"`
	ID       string   `json:"id,omitempty"`
}

type seedPage struct {
	seed.At `json:"-"`

	Space   string `json:"space"`
	Title   string `json:"title"`
	Creator string `json:"creator,omitempty"`
	ID      string `json:"id,omitempty"`
	Kind    string `json:"kind,omitempty"`
}

type seedWatch struct {
	seed.At `json:"-"`

	User        string `json:"user"`
	Page        string `json:"page,omitempty"`
	Space       string `json:"space,omitempty"`
	ContentType string `json:"contentType,omitempty"`
}

// seedTask is a task, which may be the removal of a user.
type seedTask struct {
	seed.At `json:"-"`

	Name     string        `json:"name"`
	Duration seed.Duration `json:"duration,omitzero"`
	Messages []string      `json:"messages,omitempty"`
	Fail     string        `json:"fail,omitempty"`
	ID       string        `json:"id,omitempty"`
	Elapsed  seed.Duration `json:"elapsed,omitzero"`
	Args     []string      `json:"args,omitempty"`
	Text     string        `json:"text,omitempty"`
	Removes  string        `json:"removes,omitempty"`
}

// readSeed reads a seed; that of a Cloud site is recognized by what only it has.
func readSeed(text string) (*seedFile, error) {
	var file seedFile
	err := seed.Decode(text, &file,
		[]string{"accountId", "accountType", "siteAdmin", "guest", "hideEmail", "status", "managedBy", "labels", "label", "properties", "account", "invited"},
		"is it a seed for Cloud?")
	return &file, err
}

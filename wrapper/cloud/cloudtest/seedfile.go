package cloudtest

import (
	"encoding/json"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/seed"
)

// seedFile is the state of a site in written form. What people write comes
// first in each object; the rest is for what [Server.Snapshot] returns.
type seedFile struct {
	seed.At `json:"-"`

	Users      []seedUser     `json:"users,omitempty"`
	Groups     []seedGroup    `json:"groups,omitempty"`
	Spaces     []seed.Space   `json:"spaces,omitempty"`
	Pages      []seedPage     `json:"pages,omitempty"`
	Properties []seedProperty `json:"properties,omitempty"`
	Watches    []seedWatch    `json:"watches,omitempty"`
	Tasks      []seed.Task    `json:"tasks,omitempty"`
	Invited    []string       `json:"invited,omitempty"`
	Generate   *seed.Volume   `json:"generate,omitempty"`
	LastID     int64          `json:"lastId,omitempty"`
}

type seedUser struct {
	seed.At `json:"-"`

	AccountID    string        `json:"accountId"`
	Name         string        `json:"name,omitempty"`
	Email        string        `json:"email,omitempty"`
	AccountType  string        `json:"accountType,omitempty"`
	SiteAdmin    bool          `json:"siteAdmin,omitempty"`
	Admin        bool          `json:"admin,omitempty"`
	Guest        bool          `json:"guest,omitempty"`
	HideEmail    bool          `json:"hideEmail,omitempty"`
	Status       string        `json:"status,omitempty"`
	TimeZone     string        `json:"timeZone,omitempty"`
	Details      cloud.Details `json:"details,omitzero"`
	Token        string        `json:"token,omitempty"`
	TokenExpires seed.Moment   `json:"tokenExpires,omitzero"`
}

type seedGroup struct {
	seed.At `json:"-"`

	Name      string   `json:"name"`
	Members   []string `json:"members,omitempty"`
	ManagedBy string   `json:"managedBy,omitempty"`
	ID        string   `json:"id,omitempty"`
}

type seedPage struct {
	seed.At `json:"-"`

	Space   string   `json:"space"`
	Title   string   `json:"title"`
	Creator string   `json:"creator,omitempty"`
	Labels  []string `json:"labels,omitempty"`
	ID      string   `json:"id,omitempty"`
}

type seedProperty struct {
	seed.At `json:"-"`

	Account string          `json:"account"`
	Key     string          `json:"key"`
	Value   json.RawMessage `json:"value"`
	ID      string          `json:"id,omitempty"`
	Created time.Time       `json:"created,omitzero"`
	Changed time.Time       `json:"changed,omitzero"`
}

type seedWatch struct {
	seed.At `json:"-"`

	Account string `json:"account"`
	Page    string `json:"page,omitempty"`
	Space   string `json:"space,omitempty"`
	Label   string `json:"label,omitempty"`
}

// readSeed reads a seed; that of a Data Center is recognized by what only it
// has.
func readSeed(text string) (*seedFile, error) {
	var file seedFile
	err := seed.Decode(text, &file,
		[]string{"username", "fullName", "password", "systemAdmin", "disabled", "children", "user"},
		"is it a seed for Data Center?")
	return &file, err
}

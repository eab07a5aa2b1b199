// Package site shows both products in one way, as far as the commands of this
// program need it, and carries out the steps of plans.
package site

import (
	"context"
	"encoding/json"
	"iter"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// The products.
const (
	CloudProduct      = "cloud"
	DatacenterProduct = "datacenter"
)

// App is the kind of account that is no person's.
const App = "app"

// Person is an account.
type Person struct {
	// ID is the account id on Cloud and the user name on Data Center.
	ID string
	// Key is the user key on Data Center.
	Key   string
	Name  string
	Email string
	// Kind is the kind of account: atlassian, app or customer on Cloud.
	Kind string
	// Status is as the site says it; see Inactive.
	Status    string
	Inactive  bool
	Guest     confluence.Bool
	LastLogin time.Time
}

// Group is a group.
type Group struct {
	// ID is the id on Cloud and the name on Data Center.
	ID   string `json:"id"`
	Name string `json:"name"`
	// Elsewhere says who decides on the members where it is not the
	// administrators of the site, so that it cannot be changed here.
	Elsewhere string `json:"elsewhere,omitempty"`
}

// Property is a JSON object stored with an account.
type Property struct {
	Key   string
	Value json.RawMessage
}

// Site is a site of either product.
type Site interface {
	Product() string
	// URL tells sites apart in journals.
	URL() string
	// Self is the account the program runs as.
	Self(ctx context.Context) (Person, error)
	// Everybody walks through all accounts, with addresses where the site shows
	// them.
	Everybody(ctx context.Context) iter.Seq2[Person, error]
	// Lookup returns the accounts with some of these ids.
	Lookup(ctx context.Context, ids []string) ([]Person, error)
	Groups(ctx context.Context) iter.Seq2[Group, error]
	// Members walks through the members of a group. One that the site hides has
	// no id.
	Members(ctx context.Context, groupID string) iter.Seq2[Person, error]
	// Subgroups walks through the groups that are members of a group themselves;
	// there are none on Cloud.
	Subgroups(ctx context.Context, groupID string) iter.Seq2[Group, error]
	// Memberships walks through the members of groups, group by group in their order,
	// several groups side by side.
	Memberships(ctx context.Context, groups []Group, o MembershipOptions) iter.Seq2[Membership, error]
	// Estimate counts the members of groups and says what it costs to read them; nil
	// where the site cannot tell.
	Estimate(ctx context.Context, groups []Group) (*cloud.Estimate, error)
	// Properties walks through what is stored with an account, on Cloud.
	Properties(ctx context.Context, id string) iter.Seq2[Property, error]
	// GiveAccess walks through the groups whose members can use Confluence, where
	// the site tells.
	GiveAccess(ctx context.Context) iter.Seq2[Group, error]
	// SpaceWatchers walks through who watches a space.
	SpaceWatchers(ctx context.Context, key string) iter.Seq2[Person, error]
	GroupsOf(ctx context.Context, id string) iter.Seq2[Group, error]
	// Do carries out a step. Where the site goes on with it in the background,
	// accepted is told the id of the task as soon as it has begun; a step that has
	// one is waited for and not begun again.
	Do(ctx context.Context, step plan.Step, accepted func(taskID string)) error
	// Done looks whether a step is carried out.
	Done(ctx context.Context, step plan.Step) (bool, error)
}

// mapped changes the rows of a walk.
func mapped[A, B any](rows iter.Seq2[A, error], change func(A) B) iter.Seq2[B, error] {
	return func(yield func(B, error) bool) {
		for row, err := range rows {
			if err != nil {
				var none B
				yield(none, err)
				return
			}
			if !yield(change(row), nil) {
				return
			}
		}
	}
}

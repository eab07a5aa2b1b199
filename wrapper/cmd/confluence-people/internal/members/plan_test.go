package members_test

import (
	"context"
	"iter"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/input"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/members"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/roster"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// made is a site made by hand.
type made struct {
	site.Site

	product         string
	people, members []site.Person
}

func (m made) Product() string { return m.product }

func (m made) Lookup(context.Context, []string) ([]site.Person, error) { return m.people, nil }

func (m made) Groups(context.Context) iter.Seq2[site.Group, error] {
	return func(yield func(site.Group, error) bool) { yield(site.Group{ID: "writers", Name: "writers"}, nil) }
}

func (m made) Members(context.Context, string) iter.Seq2[site.Person, error] {
	return func(yield func(site.Person, error) bool) {
		for _, person := range m.members {
			if !yield(person, nil) {
				return
			}
		}
	}
}

// TestMembersInOtherCase: on Data Center a member whose name comes in another case is
// the person of the file, and on Cloud an id in another case is another account.
func TestMembersInOtherCase(t *testing.T) {
	t.Parallel()
	for product, want := range map[string][]plan.Verb{
		site.DatacenterProduct: nil, site.CloudProduct: {plan.Add, plan.Remove},
	} {
		on := made{product: product, people: []site.Person{{ID: "ann"}}, members: []site.Person{{ID: "Ann"}}}
		finder, err := roster.NewPeople(on)
		require.NoError(t, err)
		got, err := members.Plan(t.Context(), on, finder, []members.Row{{
			Person: roster.Name("f", "ann"), Groups: []input.Cell{{Text: "writers"}},
		}}, members.Exact, deaf{})
		require.NoError(t, err)
		var verbs []plan.Verb
		for _, step := range got.Steps {
			verbs = append(verbs, step.Do)
		}
		require.Equal(t, want, verbs)
	}
}

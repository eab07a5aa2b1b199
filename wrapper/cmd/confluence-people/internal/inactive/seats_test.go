package inactive_test

import (
	"context"
	"iter"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/inactive"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// seated is a Data Center with one member in each group.
type seated struct {
	site.Site

	member site.Person
}

func (seated) Product() string { return site.DatacenterProduct }

func (s seated) Members(context.Context, string) iter.Seq2[site.Person, error] {
	return func(yield func(site.Person, error) bool) { yield(s.member, nil) }
}

func (seated) Subgroups(context.Context, string) iter.Seq2[site.Group, error] {
	return func(func(site.Group, error) bool) {}
}

type deaf struct{}

func (deaf) Begin(string, int) {}
func (deaf) Advance(int)       {}
func (deaf) End()              {}

// TestSeatsInOtherCase: a member whose name comes in another case has the seat.
func TestSeatsInOtherCase(t *testing.T) {
	t.Parallel()
	on := seated{member: site.Person{ID: "Ann"}}
	seats, err := inactive.ReadSeats(t.Context(), on, []site.Group{{ID: "writers", Name: "writers"}}, deaf{})
	require.NoError(t, err)
	holders := seats.Holders([]inactive.Seen{{ID: "ann"}, {ID: "ben"}})
	require.Equal(t, []inactive.Seen{{ID: "ann"}}, holders)
	made := inactive.NewReport(holders, 1, true, time.Now()).Plan(seats, false)
	require.Equal(t, []plan.Step{{Do: plan.Remove, Who: "Ann", Group: "writers", GroupName: "writers"}}, made.Steps)
	require.Equal(t, 1, seats.Freed(made))
}

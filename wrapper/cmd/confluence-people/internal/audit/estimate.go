package audit

import (
	"context"
	"fmt"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// Estimate is what an audit is going to cost.
type Estimate struct {
	Groups int `json:"groups"`
	// Members is -1 where the site cannot count them.
	Members  int `json:"members"`
	Requests int `json:"requests"`
	// Points are those of Cloud's quota, and Hours how long the lowest tier needs to
	// have so many. They are 0 on Data Center, which has none.
	Points int           `json:"points,omitempty"`
	Hours  int           `json:"hours,omitempty"`
	Time   time.Duration `json:"-"`
}

const (
	requestTime = 300 * time.Millisecond
	sideBySide  = 8
	lowestTier  = 65_000
)

// NewEstimate asks for the sizes of the groups, a request each.
func NewEstimate(ctx context.Context, on site.Site, groups []site.Group, tell Teller) (Estimate, error) {
	e := Estimate{Groups: len(groups), Members: -1, Requests: 2 * len(groups)} // members and subgroups
	tell.Begin("groups counted", 0)
	defer tell.End()
	counted, err := on.Estimate(ctx, groups)
	if err != nil {
		return e, err
	}
	if counted != nil {
		e.Members, e.Requests, e.Points, e.Hours = counted.Memberships, counted.Requests, counted.Points, counted.Hours(lowestTier)
	}
	e.Time = max(time.Duration(e.Requests)*requestTime/sideBySide, time.Second)
	return e, nil
}

// String is the estimate for people.
func (e Estimate) String() string {
	if e.Members < 0 {
		return fmt.Sprintf("%d groups: at least %d requests, about %s; Data Center does not say how many members there are",
			e.Groups, e.Requests, e.Time.Round(time.Second))
	}
	return fmt.Sprintf("%d groups, %d memberships: about %d requests and %d points of the quota, %s if nothing has to be waited for; hours at %d points an hour: %d",
		e.Groups, e.Members, e.Requests, e.Points, e.Time.Round(time.Second), lowestTier, e.Hours)
}

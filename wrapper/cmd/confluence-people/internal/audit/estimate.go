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
	// Points are those of Cloud's quota: 1 a request and 2 a row. They are 0 on
	// Data Center, which has none.
	Points int           `json:"points,omitempty"`
	Time   time.Duration `json:"-"`
}

const (
	pageRows      = 200
	pointsRow     = 2
	requestTime   = 300 * time.Millisecond
	pointsRequest = 1
)

// NewEstimate asks for the sizes of the groups, a request each.
func NewEstimate(ctx context.Context, on site.Site, groups []site.Group, tell Teller) (Estimate, error) {
	e := Estimate{Groups: len(groups)}
	tell.Begin("groups counted", len(groups))
	defer tell.End()
	for _, group := range groups {
		members, err := on.Count(ctx, group.ID)
		if err != nil {
			return e, fmt.Errorf("group %s: %w", group.Name, err)
		}
		if members < 0 {
			e.Members = -1
			e.Requests = 2 * len(groups) // members and subgroups
			e.Time = time.Duration(e.Requests) * requestTime
			return e, nil
		}
		e.Members += members
		e.Requests += members/pageRows + 1
		tell.Advance(1)
	}
	e.Points = pointsRequest*e.Requests + pointsRow*e.Members
	e.Time = time.Duration(e.Requests) * requestTime
	return e, nil
}

// String is the estimate for people.
func (e Estimate) String() string {
	if e.Members < 0 {
		return fmt.Sprintf("%d groups: at least %d requests, about %s; Data Center does not say how many members there are",
			e.Groups, e.Requests, e.Time.Round(time.Second))
	}
	return fmt.Sprintf("%d groups, %d memberships: about %d requests and %d points of the quota, %s if nothing has to be waited for",
		e.Groups, e.Members, e.Requests, e.Points, e.Time.Round(time.Second))
}

package audit

import (
	"context"
	"fmt"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/report"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// Estimate is what an audit is going to cost.
type Estimate struct {
	Groups int `json:"groups"`
	// Members is -1 where the site cannot count them.
	Members  int `json:"members"`
	Requests int `json:"requests"`
	// Points are those of Cloud's quota, and Hours how long the lowest tier needs to
	// have so many. They are 0 where there is none: on Data Center, and for an API token.
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
	groups, requests := report.Count(e.Groups, "group"), report.Count(e.Requests, "request")
	if e.Members < 0 {
		return fmt.Sprintf("%s: at least %s, about %s; Data Center does not say how many members there are",
			groups, requests, e.Time.Round(time.Second))
	}
	text := fmt.Sprintf("%s, %s: about %s, %s if nothing has to be waited for",
		groups, report.Count(e.Members, "membership"), requests, e.Time.Round(time.Second))
	switch {
	case e.Points == 0:
	case e.Hours <= 1:
		text += fmt.Sprintf("; fits into one hour's points (%d of %d)", e.Points, lowestTier)
	default:
		text += fmt.Sprintf("; %d hours at %d points an hour (%d points)", e.Hours, lowestTier, e.Points)
	}
	return text
}

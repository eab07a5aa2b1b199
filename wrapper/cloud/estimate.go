package cloud

import (
	"context"
	"fmt"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/param"
)

// Estimate is what a job will cost. Requests are those where nothing changes
// meanwhile; points are an estimate as those of [confluence.Budget] are.
type Estimate struct {
	// Groups and Memberships are what the job reads.
	Groups      int `json:"groups"`
	Memberships int `json:"memberships"`
	// Requests is how many requests it sends.
	Requests int `json:"requests"`
	// Points is how many points of a quota they cost.
	Points int `json:"points"`
}

// Hours returns for how many hours the job needs a quota of so many points an hour,
// with nobody else spending from it: for 2, it waits once for the hour to end. It may
// take longer where an hour has points for few pages only: each request reserves those
// of a full page, 401 for members. Where the service tells that fewer are left, they
// stay unused. It is 0 where points is not above 0.
func (e Estimate) Hours(points int) int {
	if points <= 0 || e.Points <= 0 {
		return 0
	}
	return (e.Points-1)/points + 1
}

// String counts.
func (e Estimate) String() string {
	return fmt.Sprintf("%d groups, %d memberships: %d requests, %d points", e.Groups, e.Memberships, e.Requests, e.Points)
}

// EstimateMemberships estimates what Groups.AllMemberships costs for groups with so
// many members, the listing of the groups included. Nothing is sent. A negative
// number counts as none. See [Estimate.Hours] for what a small quota adds.
func EstimateMemberships(members []int) Estimate {
	listing, listed := walkOf(len(members))
	e := Estimate{Groups: len(members), Requests: listing, Points: points("getGroups", listing, listed)}
	requests, rows := 0, 0
	for _, n := range members {
		e.Memberships += max(n, 0)
		moreRequests, moreRows := walkOf(n)
		requests, rows = requests+moreRequests, rows+moreRows
	}
	e.Requests += requests
	e.Points += points("getGroupMembersByGroupId", requests, rows)
	return e
}

// walkOf returns how many requests a walk through n rows makes, and how many rows
// come with them: each but the first begins with the last row of the one before, and
// after a full page it looks whether there is another. From an empty page the service
// was seen to link on, to another one.
func walkOf(n int) (requests, rows int) {
	if n <= 0 {
		return 2, 0
	}
	requests = 1 + (n-1)/(mostRows-1)
	return requests, n + requests - 1
}

// points returns what requests of an operation cost that bring so many rows in all.
func points(id string, requests, rows int) int {
	cost := operations().ByID(id).Cost
	return cost.Of(0)*requests + cost.PerRow*rows
}

// EstimateMemberships counts the members of each group and estimates what
// AllMemberships with the same options costs from its beginning, the listing of the
// groups included. Counting takes a request of 3 points for each group, as many of
// them side by side as opts.Parallel says. See [EstimateMemberships] for sizes that
// are known.
//
// Permission and scopes are those of AllMemberships; the errors are those of
// CountMembers.
func (s *GroupsService) EstimateMemberships(ctx context.Context, opts *AuditOptions) (*Estimate, error) {
	o := param.Copy(opts)
	if err := param.Parallel(&o.Parallel); err != nil {
		return nil, err
	}
	groups := o.Groups
	if groups == nil {
		var err error
		if groups, err = confluence.Collect(s.All(ctx, nil)); err != nil {
			return nil, err
		}
	}
	ids := make([]string, len(groups))
	for i := range groups {
		if err := segment("group id", groups[i].ID); err != nil {
			return nil, err
		}
		ids[i] = groups[i].ID
	}
	counted, err := askAll(ctx, unique(ids), 1, o.Parallel-1, func(ctx context.Context, ids []string) ([]int, error) {
		n, err := s.CountMembers(ctx, ids[0])
		if err != nil {
			return nil, fmt.Errorf("group %s: %w", ids[0], err)
		}
		return []int{n}, nil
	})
	if err != nil {
		return nil, err
	}
	sizes := make([]int, len(counted))
	for i := range counted {
		sizes[i] = counted[i].rows[0]
	}
	e := EstimateMemberships(sizes)
	return &e, nil
}

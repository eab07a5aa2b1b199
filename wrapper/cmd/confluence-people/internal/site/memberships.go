package site

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
)

// Membership is an account in a group.
type Membership struct {
	Group  Group
	Person Person
}

// Checkpoint is how far a walk through memberships has come.
type Checkpoint struct {
	// Groups is how many groups of the list are done.
	Groups int `json:"groups"`
	// At is where to go on.
	At json.RawMessage `json:"at"`
}

// MembershipOptions are the options of Memberships.
type MembershipOptions struct {
	// From is where to go on; nil is the beginning.
	From *Checkpoint
	// OnCheckpoint is called after each page; nil for nobody.
	OnCheckpoint func(Checkpoint) error
	// OnGroupError is called for a group that cannot be read, and decides whether the
	// walk goes on: nil says yes. Without it the walk ends.
	OnGroupError func(Group, error) error
}

// Memberships walks through the members of groups.
func (c Cloud) Memberships(ctx context.Context, groups []Group, o MembershipOptions) iter.Seq2[Membership, error] {
	byID := map[string]Group{}
	list := make([]cloud.Group, len(groups))
	for i, group := range groups {
		byID[group.ID] = group
		list[i] = cloud.Group{ID: group.ID, Name: group.Name}
	}
	from, err := checkpoint[cloud.Group](o.From)
	if err != nil {
		return none(err)
	}
	return mapped(c.Client.Groups.AllMemberships(ctx, &cloud.AuditOptions{
		Groups: list, From: from, OnCheckpoint: keeping[cloud.Group](o.OnCheckpoint),
		OnGroupError: deciding(o.OnGroupError, func(g cloud.Group) Group { return byID[g.ID] }),
	}), func(m cloud.Membership) Membership {
		return Membership{Group: byID[m.Group.ID], Person: cloudPerson(m.Member)}
	})
}

// Memberships walks through the members of groups, of each those who are in it
// themselves.
func (d Datacenter) Memberships(ctx context.Context, groups []Group, o MembershipOptions) iter.Seq2[Membership, error] {
	byName := map[string]Group{}
	list := make([]datacenter.Group, len(groups))
	for i, group := range groups {
		byName[group.ID] = group
		list[i] = datacenter.Group{Name: group.ID}
	}
	from, err := checkpoint[datacenter.Group](o.From)
	if err != nil {
		return none(err)
	}
	return mapped(d.Client.Groups.AllMemberships(ctx, &datacenter.AuditOptions{
		Groups: list, From: from, OnCheckpoint: keeping[datacenter.Group](o.OnCheckpoint), Expand: []string{datacenter.ExpandStatus},
		OnGroupError: deciding(o.OnGroupError, func(g datacenter.Group) Group { return byName[g.Name] }),
	}), func(m datacenter.Membership) Membership {
		return Membership{Group: byName[m.Group.Name], Person: datacenterPerson(m.Member)}
	})
}

func checkpoint[G any](from *Checkpoint) (*confluence.AuditCheckpoint[G], error) {
	if from == nil {
		return nil, nil //nolint:nilnil // the beginning
	}
	at := new(confluence.AuditCheckpoint[G])
	if err := json.Unmarshal(from.At, at); err != nil {
		return nil, fmt.Errorf("reading where the audit was: %w", err)
	}
	return at, nil
}

func keeping[G any](keep func(Checkpoint) error) func(confluence.AuditCheckpoint[G]) error {
	if keep == nil {
		return nil
	}
	return func(c confluence.AuditCheckpoint[G]) error {
		text, err := json.Marshal(c)
		if err != nil {
			return err
		}
		return keep(Checkpoint{Groups: c.Groups, At: text})
	}
}

func deciding[G any](decide func(Group, error) error, named func(G) Group) func(G, error) error {
	if decide == nil {
		return nil
	}
	return func(g G, err error) error { return decide(named(g), err) }
}

func none(err error) iter.Seq2[Membership, error] {
	return func(yield func(Membership, error) bool) { yield(Membership{}, err) }
}

// Estimate counts the members of the groups, and estimates what it costs to read
// them.
func (c Cloud) Estimate(ctx context.Context, groups []Group) (*cloud.Estimate, error) {
	list := make([]cloud.Group, len(groups))
	for i, group := range groups {
		list[i] = cloud.Group{ID: group.ID, Name: group.Name}
	}
	return c.Client.Groups.EstimateMemberships(ctx, &cloud.AuditOptions{Groups: list})
}

// Estimate is not to be had: there is no quota, and nothing is counted.
func (d Datacenter) Estimate(context.Context, []Group) (*cloud.Estimate, error) {
	return nil, nil //nolint:nilnil // there is none
}

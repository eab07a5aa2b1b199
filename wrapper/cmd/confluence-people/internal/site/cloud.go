package site

import (
	"context"
	"errors"
	"iter"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// ahead is how many requests overlap with the first while much is read.
const ahead = 3

// Cloud is a Confluence Cloud site.
type Cloud struct{ Client *cloud.Client }

// Product is Cloud.
func (c Cloud) Product() string { return CloudProduct }

// URL is the address of the site.
func (c Cloud) URL() string { return c.Client.Conn().BaseURL() }

// Self asks for the current user.
func (c Cloud) Self(ctx context.Context) (Person, error) {
	user, err := c.Client.Users.Current(ctx, nil)
	if err != nil {
		return Person{}, err
	}
	if user.AccountID == "" {
		return Person{}, confluence.ErrAnonymous
	}
	return cloudPerson(*user), nil
}

// Everybody searches for all users, guests included. Apps are not found.
func (c Cloud) Everybody(ctx context.Context) iter.Seq2[Person, error] {
	hits := c.Client.Users.AllSearch(ctx, "type = user", &cloud.UserSearchOptions{
		Limit: 100, Ahead: ahead, SitePermission: cloud.SitePermissionAll,
	})
	return mapped(hits, func(hit cloud.UserHit) Person { return cloudPerson(hit.User) })
}

// Lookup asks for 250 accounts at a time.
func (c Cloud) Lookup(ctx context.Context, ids []string) ([]Person, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	found, err := c.Client.Users.Lookup(ctx, ids, &cloud.LookupOptions{Ahead: ahead})
	if err != nil {
		return nil, err
	}
	people := make([]Person, 0, len(found.Items))
	for _, user := range found.Items {
		people = append(people, cloudPerson(user))
	}
	return people, nil
}

// Groups lists all groups.
func (c Cloud) Groups(ctx context.Context) iter.Seq2[Group, error] {
	return mapped(c.Client.Groups.All(ctx, &cloud.GroupListOptions{Ahead: ahead}), cloudGroup)
}

// Members lists the members of a group.
func (c Cloud) Members(ctx context.Context, groupID string) iter.Seq2[Person, error] {
	return mapped(c.Client.Groups.AllMembers(ctx, groupID, nil), cloudPerson)
}

// Subgroups are none.
func (c Cloud) Subgroups(context.Context, string) iter.Seq2[Group, error] {
	return func(func(Group, error) bool) {}
}

// Properties lists the keys, and gets each value.
func (c Cloud) Properties(ctx context.Context, id string) iter.Seq2[Property, error] {
	return func(yield func(Property, error) bool) {
		for key, err := range c.Client.Properties.All(ctx, id, nil) {
			if err != nil {
				yield(Property{}, err)
				return
			}
			value, err := c.Client.Properties.Get(ctx, id, key)
			if errors.Is(err, confluence.ErrNotFound) { // it went meanwhile
				continue
			}
			if err != nil {
				yield(Property{}, err)
				return
			}
			if !yield(Property{key, value.Value}, nil) {
				return
			}
		}
	}
}

// GiveAccess lists the groups that give use of Confluence.
func (c Cloud) GiveAccess(ctx context.Context) iter.Seq2[Group, error] {
	return mapped(c.Client.Groups.All(ctx, &cloud.GroupListOptions{Ahead: ahead, AccessType: cloud.AccessUser}), cloudGroup)
}

// SpaceWatchers lists who watches a space, without those who watch a label in it.
func (c Cloud) SpaceWatchers(ctx context.Context, key string) iter.Seq2[Person, error] {
	return func(yield func(Person, error) bool) {
		for watch, err := range c.Client.Watches.AllSpaceWatchers(ctx, key, nil) {
			if err == nil && watch.LabelName != "" {
				continue
			}
			if !yield(cloudPerson(watch.Watcher), err) || err != nil {
				return
			}
		}
	}
}

// GroupsOf lists the groups of an account.
func (c Cloud) GroupsOf(ctx context.Context, id string) iter.Seq2[Group, error] {
	return mapped(c.Client.Users.AllGroups(ctx, id, nil), cloudGroup)
}

func cloudPerson(user cloud.User) Person {
	return Person{
		ID: user.AccountID, Name: user.Name(), Email: user.Email, Kind: string(user.AccountType),
		Status: string(user.AccountStatus), Guest: user.Guest(),
		Inactive: user.AccountStatus == cloud.StatusInactive || user.AccountStatus == cloud.StatusClosed,
	}
}

func cloudGroup(group cloud.Group) Group {
	made := Group{ID: group.ID, Name: group.Name}
	switch group.ManagedBy {
	case cloud.ManagedByExternal:
		made.Elsewhere = "an identity provider"
	case cloud.ManagedByTeamMembers, cloud.ManagedByOpen:
		made.Elsewhere = "the members of the team"
	case cloud.ManagedByAdmins, "":
	default:
		made.Elsewhere = string(group.ManagedBy)
	}
	return made
}

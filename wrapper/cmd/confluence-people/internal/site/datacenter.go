package site

import (
	"context"
	"errors"
	"iter"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
)

// Datacenter is a Confluence Data Center.
type Datacenter struct {
	Client *datacenter.Client
	// Wait is how deletions are waited for.
	Wait *confluence.WaitOptions
}

// Product is Data Center.
func (d Datacenter) Product() string { return DatacenterProduct }

// URL is the address of the instance.
func (d Datacenter) URL() string { return d.Client.Conn().BaseURL() }

// Self asks for the current user.
func (d Datacenter) Self(ctx context.Context) (Person, error) {
	user, err := d.Client.Users.Current(ctx, nil)
	if err != nil {
		return Person{}, err
	}
	if user.Username == "" { // how an open instance answers a wrong token
		return Person{}, confluence.ErrAnonymous
	}
	return datacenterPerson(*user), nil
}

// Everybody lists the active users, whose addresses the instance shows, and then
// the others, whose addresses it does not.
func (d Datacenter) Everybody(ctx context.Context) iter.Seq2[Person, error] {
	return func(yield func(Person, error) bool) {
		active := map[string]bool{}
		for user, err := range d.Client.Users.AllActive(ctx, &datacenter.ActiveUserListOptions{
			Ahead: ahead, Expand: []string{datacenter.ExpandLastLogin, datacenter.ExpandStatus},
		}) {
			if err == nil {
				active[user.Username] = true
			}
			if !yield(datacenterPerson(user), err) || err != nil {
				return
			}
		}
		for user, err := range d.Client.Users.All(ctx, &datacenter.UserListOptions{
			Ahead: ahead, Expand: []string{datacenter.ExpandStatus},
		}) {
			if err == nil && active[user.Username] {
				continue
			}
			if !yield(datacenterPerson(user), err) || err != nil {
				return
			}
		}
	}
}

// Lookup asks for one user after the other. A name that only old content
// remembers is nobody.
func (d Datacenter) Lookup(ctx context.Context, ids []string) ([]Person, error) {
	var people []Person
	for _, id := range ids {
		user, err := d.Client.Users.Get(ctx, datacenter.Username(id), &datacenter.UserGetOptions{Expand: []string{datacenter.ExpandStatus}})
		switch {
		case errors.Is(err, confluence.ErrNotFound):
			continue
		case err != nil:
			return nil, err
		case user.Type == datacenter.UserUnknown:
			continue
		}
		people = append(people, datacenterPerson(*user))
	}
	return people, nil
}

// Groups lists all groups.
func (d Datacenter) Groups(ctx context.Context) iter.Seq2[Group, error] {
	return mapped(d.Client.Groups.All(ctx, &datacenter.GroupListOptions{Ahead: ahead}), datacenterGroup)
}

// Members lists the users who are in a group themselves.
func (d Datacenter) Members(ctx context.Context, groupID string) iter.Seq2[Person, error] {
	return mapped(d.Client.Groups.AllMembers(ctx, groupID, &datacenter.MemberListOptions{
		Expand: []string{datacenter.ExpandStatus},
	}), datacenterPerson)
}

// Subgroups lists the groups that are members of a group themselves.
func (d Datacenter) Subgroups(ctx context.Context, groupID string) iter.Seq2[Group, error] {
	return mapped(d.Client.Groups.AllSubgroups(ctx, groupID, nil), datacenterGroup)
}

// Properties are none.
func (d Datacenter) Properties(context.Context, string) iter.Seq2[Property, error] {
	return func(func(Property, error) bool) {}
}

// GiveAccess is not to be had.
func (d Datacenter) GiveAccess(context.Context) iter.Seq2[Group, error] {
	return func(func(Group, error) bool) {}
}

// SpaceWatchers lists who watches a space.
func (d Datacenter) SpaceWatchers(ctx context.Context, key string) iter.Seq2[Person, error] {
	return mapped(d.Client.Watches.AllSpaceWatchers(ctx, key, nil), datacenterPerson)
}

// GroupsOf lists the groups of a user.
func (d Datacenter) GroupsOf(ctx context.Context, id string) iter.Seq2[Group, error] {
	return mapped(d.Client.Users.AllGroups(ctx, datacenter.Username(id), nil), datacenterGroup)
}

func datacenterPerson(user datacenter.User) Person {
	return Person{
		ID: user.Username, Key: user.UserKey, Name: user.Name(), Email: user.Email, Status: string(user.Status),
		Inactive: user.Status != "" && user.Status != datacenter.StatusCurrent, LastLogin: user.LastLogin,
	}
}

func datacenterGroup(group datacenter.Group) Group { return Group{ID: group.Name, Name: group.Name} }

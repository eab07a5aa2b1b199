package datacenter

import (
	"context"
	"iter"
	"strings"

	gen "github.com/confluence-people/go-sdk/gen/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/param"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/response"
)

// GroupsService manages groups, their members and how they are nested. A group
// is known by its name; the package comment says what upper and lower case in it
// mean.
//
// What reads one group, its members or its nesting has two requests for that,
// with the name in the query or in the path. The query is tried first, the path
// where the instance does not know the query. As soon as one of them has worked,
// the client keeps to it; until then a group that is not found costs both.
//
// What changes a group has the name in the path alone. Servers refuse one with a
// slash there, as a rule with [confluence.ErrBadRequest], unless they are
// configured to take it; it is sent as %2F.
type GroupsService struct {
	api   *gen.ClientWithResponses
	forms *groupForms
	users *UsersService
}

// List returns one page of the groups.
//
// Permission: to view user profiles. Version 9.2 and later, perhaps earlier.
//
// Operation: getGroups, GET /rest/api/group.
//
//confluence:operation getGroups
func (s *GroupsService) List(ctx context.Context, opts *GroupListOptions) (*confluence.Page[Group], error) {
	o := param.Copy(opts)
	return paging.One(ctx, o.window(), s.all(o))
}

// All walks through the groups. See List.
//
// A row that is there for the whole walk is yielded exactly once, or the walk ends
// with [confluence.ErrChanged] or [confluence.ErrStalled]; none is yielded twice.
// The package comment of confluence says what cannot be promised.
func (s *GroupsService) All(ctx context.Context, opts *GroupListOptions) iter.Seq2[Group, error] {
	o := param.Copy(opts)
	return paging.All(ctx, o.window(), s.all(o))
}

func (s *GroupsService) all(o GroupListOptions) paging.Listing[Group] {
	expand := expansion(o.Expand)
	return paging.Listing[Group]{
		Fetch: func(ctx context.Context, w paging.Window) (*paging.Batch[Group], error) {
			params := gen.GetGroupsParams{Expand: expand}
			params.Start, params.Limit = w.Params()
			return batch(newGroup)(s.api.GetGroups(argument.Context(ctx), &params))
		},
		Key: keyOfGroup, Null: isNull[Group], Most: mostRows,
	}
}

// Get returns a group, with the name as the instance spells it. An unknown one is
// [confluence.ErrNotFound].
//
// Permission: to view user profiles. Version 9.2 and later, perhaps earlier;
// versions 9.3 to 10.0 cannot address a name with a slash.
//
// Operations, the second where the instance lacks the first:
//   - getGroupByGroupName: GET /rest/api/group/info
//   - getGroup: GET /rest/api/group/{groupName}
//
//confluence:operation getGroupByGroupName
//confluence:operation getGroup
func (s *GroupsService) Get(ctx context.Context, groupName string, opts *GroupGetOptions) (*Group, error) {
	o := param.Copy(opts)
	return oneGroup(inEitherForm(s.forms, groupName, func() (*gen.Group, error) {
		return response.Require(func(g *gen.Group) string {
			// An instance without the query form answers with the group "info".
			if !strings.EqualFold(g.Name, groupName) {
				return "the group asked for"
			}
			return ""
		})(s.api.GetGroupByGroupName(argument.Context(ctx), &gen.GetGroupByGroupNameParams{GroupName: &groupName, Expand: expansion(o.Expand)}))
	}, func() (*gen.Group, error) {
		return response.Require(missingOfGroup)(
			s.api.GetGroup(argument.Context(ctx), groupName, &gen.GetGroupParams{Expand: expansion(o.Expand)}))
	}))
}

// Create makes a group without members. A name in use is
// [confluence.ErrConflict].
//
// Permission: Confluence administrator; OAuth 2.0 applications are shut out.
// Version 9.2 and later, perhaps earlier.
//
// Operation: createGroup, POST /rest/api/admin/group.
//
//confluence:operation createGroup
func (s *GroupsService) Create(ctx context.Context, groupName string) (*Group, error) {
	if err := checkGroupName(groupName); err != nil {
		return nil, err
	}
	return oneGroup(response.Require(missingOfGroup)(
		s.api.CreateGroup(argument.Context(ctx), gen.GroupCreate{Name: groupName, Type: "group"})))
}

// Delete removes a group; its members stay, without the group. The last group of
// administrators is [confluence.ErrBadRequest]. Most servers refuse a name with a
// slash; see [GroupsService].
//
// Permission: Confluence administrator; OAuth 2.0 applications are shut out.
// Version 9.2 and later, perhaps earlier.
//
// Operation: deleteGroup, DELETE /rest/api/admin/group/{groupName}.
//
//confluence:operation deleteGroup
func (s *GroupsService) Delete(ctx context.Context, groupName string) error {
	if err := checkGroupName(groupName); err != nil {
		return err
	}
	return response.Done(s.api.DeleteGroup(argument.Context(ctx), groupName))
}

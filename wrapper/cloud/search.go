package cloud

import (
	"context"
	"iter"
	"strings"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/param"
)

// QuoteCQL makes a text a value in a CQL query: in quotes, with quotes and
// backslashes in it escaped.
func QuoteCQL(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// Search returns one page of the people a CQL query finds, for example
// `user.fullname ~ "ada"`; use [QuoteCQL] for names from outside. The operator ~
// finds parts of names, too. There is no search by e-mail address: compare
// User.Email of what is found, where the profile shows it. The index lags behind:
// a new or renamed user is found a little later. The service never says whether
// there is more, so Page.More is true until an empty page.
//
// Permission: access to the site. Scopes: granular alone,
// read:content-details:confluence. A query that cannot be read, or that uses a
// field which users do not have, is [confluence.ErrBadRequest].
//
// Operation: searchUser, GET /wiki/rest/api/search/user.
//
//confluence:operation searchUser
func (s *UsersService) Search(ctx context.Context, cql string, opts *UserSearchOptions) (*confluence.Page[UserHit], error) {
	o := param.Copy(opts)
	// The hits are counted without being asked to. A walk does not rely on it: the
	// index counts what the caller may not see.
	return paging.One(ctx, o.window(), s.search(cql, o, true))
}

// AllSearch walks through the people a CQL query finds. See Search.
//
// A row that is there for the whole walk is yielded exactly once, or the walk ends
// with [confluence.ErrChanged] or [confluence.ErrStalled]; none is yielded twice.
// The package comment of confluence says what cannot be promised.
func (s *UsersService) AllSearch(ctx context.Context, cql string, opts *UserSearchOptions) iter.Seq2[UserHit, error] {
	o := param.Copy(opts)
	return paging.All(ctx, o.window(), s.search(cql, o, false))
}

func (s *UsersService) search(cql string, o UserSearchOptions, counted bool) paging.Listing[UserHit] {
	return paging.Listing[UserHit]{
		Fetch: func(ctx context.Context, w paging.Window) (*paging.Batch[UserHit], error) {
			if err := argument.Value("CQL query", cql); err != nil {
				return nil, err
			}
			params := gen.SearchUserParams{
				CQL: cql, Expand: param.List(o.Expand),
				SitePermissionTypeFilter: param.Text[gen.SearchUserParamsSitePermissionTypeFilter](o.SitePermission),
			}
			params.Start, params.Limit = w.Params()
			return batch(traits{counted: counted, unlinked: true}, newUserHit)(s.api.SearchUser(argument.Context(ctx), &params))
		},
		Key: keyOfUserHit, Null: isNullUserHit, Most: mostRows,
	}
}

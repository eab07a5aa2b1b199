package cloud

import (
	"context"
	"iter"
	"strings"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/answer"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// UserSearchOptions narrow a search for people.
type UserSearchOptions struct {
	confluence.ListOptions

	// Expand lists parts of each user to send; none by default.
	Expand []string
	// SitePermission is "none" (the default) for people without guests,
	// "externalCollaborator" for guests alone, "all" for both.
	SitePermission string
}

// QuoteCQL makes a text a value in a CQL query: in quotes, with quotes and
// backslashes in it escaped.
func QuoteCQL(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// Search returns one page of the people a CQL query finds, for example
// `user.fullname ~ "ada"`; use [QuoteCQL] for names from outside. The operator ~
// finds parts of names, too. There is no search by e-mail address: compare
// User.Email of what is found, where the profile shows it. The default page size is 25. The index lags behind:
// a new or renamed user is found a little later. The service never says whether
// there is more, so Page.More is true until an empty page.
//
// Operation: searchUser, GET /wiki/rest/api/search/user.
//
//confluence:operation searchUser
func (s *UsersService) Search(ctx context.Context, cql string, opts *UserSearchOptions) (*confluence.Page[SearchResult], error) {
	if err := argument.Value("CQL query", cql); err != nil {
		return nil, err
	}
	o := answer.Copy(opts)
	if err := o.Check(); err != nil {
		return nil, err
	}
	params := gen.SearchUserParams{
		CQL: cql, Expand: answer.List(o.Expand),
		SitePermissionTypeFilter: answer.Text[gen.SearchUserParamsSitePermissionTypeFilter](o.SitePermission),
	}
	params.Start, params.Limit = answer.Window(&o.ListOptions)
	page, err := answer.OK(s.api.SearchUserWithResponse(ctx, &params))
	if err != nil {
		return nil, err
	}
	return answer.Page(page.Results, answer.Envelope{
		Start: page.Start, Limit: page.Limit, Total: counted(page.TotalSize), Next: page.Links.Next, Unlinked: true,
	})
}

// AllSearch walks through the people a CQL query finds. See Search.
func (s *UsersService) AllSearch(ctx context.Context, cql string, opts *UserSearchOptions) iter.Seq2[SearchResult, error] {
	return answer.Walk(ctx, opts, func(ctx context.Context, o *UserSearchOptions) (*confluence.Page[SearchResult], error) {
		return s.Search(ctx, cql, o)
	})
}

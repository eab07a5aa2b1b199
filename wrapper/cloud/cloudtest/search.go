package cloudtest

import (
	"context"

	"github.com/confluence-people/go-sdk/gen/cloud/server"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/paging"
)

// hit is an account that was found.
type hit struct {
	User                 *shownUser `json:"user"`
	Title                string     `json:"title"`
	Excerpt              string     `json:"excerpt"`
	URL                  string     `json:"url"`
	Breadcrumbs          []any      `json:"breadcrumbs"`
	EntityType           string     `json:"entityType"`
	IconCSSClass         string     `json:"iconCssClass"`
	LastModified         string     `json:"lastModified"`
	FriendlyLastModified string     `json:"friendlyLastModified"`
	Score                float64    `json:"score"`
}

// hits is the envelope of a search.
type hits struct {
	*page[hit]

	CQLQuery            string `json:"cqlQuery"`
	SearchDuration      int    `json:"searchDuration"`
	ArchivedResultCount int    `json:"archivedResultCount"`
}

// SearchUser responds with the accounts a query finds, with offsets and no link
// to the next page.
func (h handlers) SearchUser(ctx context.Context, r server.SearchUserRequestObject) (server.SearchUserResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	matches, personal, refusal := readCQL(r.Params.CQL, callerOf(ctx))
	if refusal != nil {
		return nil, refusal
	}
	key := filterOf(r) + " " + r.Params.CQL
	if personal {
		key = callerOf(ctx) + " " + key
	}
	found := h.store.searches.of(key, func() []*user {
		var found []*user
		for _, u := range h.store.users {
			if matches(u) && included(u, r.Params.SitePermissionTypeFilter) {
				found = append(found, u)
			}
		}
		return found
	})
	const standard = 25
	one := h.profile(ctx, r.Params.Expand)
	of := pageOf(ctx, h.Server, paging.Slice[*user](found), paging.Asked(r.Params.Start, r.Params.Limit, standard), func(u *user) hit {
		return hit{
			User: one(u), Title: u.name, URL: "/people/" + u.id, Breadcrumbs: []any{}, EntityType: "user",
			IconCSSClass: "aui-icon content-type-profile", LastModified: "2026-01-31T09:30:00.000Z",
			FriendlyLastModified: "Jan 31, 2026",
		}
	}).lastOnly()
	counting := true
	of.counted(len(found), &counting).Links.Self = ""
	return response{hits{page: of, CQLQuery: r.Params.CQL, SearchDuration: 1}}, nil
}

func filterOf(r server.SearchUserRequestObject) string {
	if r.Params.SitePermissionTypeFilter == nil {
		return ""
	}
	return string(*r.Params.SitePermissionTypeFilter)
}

// included reports whether a filter lets an account through; at first it keeps
// guests out.
func included(u *user, filter *server.SearchUserParamsSitePermissionTypeFilter) bool {
	if filter == nil {
		return !u.guest
	}
	switch *filter {
	case server.SearchUserParamsSitePermissionTypeFilterAll:
		return true
	case server.SearchUserParamsSitePermissionTypeFilterExternalCollaborator:
		return u.guest
	default:
		return !u.guest
	}
}

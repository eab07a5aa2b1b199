package cloudtest

import (
	"context"
	"net/http"
	"net/url"
	"slices"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/address"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/places"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/route"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// besideContract is what other clients read on the way to the people: spaces and
// pages, which the contract does not have.
func (s *Server) besideContract() *route.Beside {
	beside := route.NewBeside(basePath, s.authenticated)
	const v1, v2 = contextPath + "/rest/api", contextPath + "/api/v2"
	beside.Serve(v1+"/space", s.listSpaces)
	beside.Serve(v1+"/space/{key}", s.readSpace)
	beside.Serve(v1+"/space/{key}/content", s.listContent)
	beside.Serve(v1+"/space/{key}/content/{kind}", s.listContent)
	beside.Serve(v1+"/content", s.listContent)
	beside.Serve(v1+"/content/{id}", s.readContent)
	beside.Serve(v2+"/spaces", s.listSpacesV2)
	beside.Serve(v2+"/spaces/{id}", s.readSpaceV2)
	beside.Serve(v2+"/spaces/{id}/pages", s.listPagesV2)
	beside.Serve(v2+"/pages", s.listPagesV2)
	beside.Serve(v2+"/pages/{id}", s.readPageV2)
	return beside
}

// spacesFor returns the spaces that a query asks for by key, id and type.
func (s *Server) spacesFor(query url.Values, keys string) paging.Slice[*state.Space] {
	all := s.store.Spaces()
	for _, key := range places.Listed(query, keys) {
		space := s.store.spaceByKey(key)
		if space != nil && !slices.ContainsFunc(all, func(one *state.Space) bool { return one.Key == key }) {
			all = append(all, space) // a personal one is there for who knows its key
		}
	}
	return slices.DeleteFunc(all, func(space *state.Space) bool {
		return !places.Among(query, keys, space.Key) || !places.Among(query, "type", places.Kind(space.Key))
	})
}

func (s *Server) listSpaces(r *http.Request) (any, error) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	return listOf(r, s, s.spacesFor(r.URL.Query(), "spaceKey"), func(base string) func(*state.Space) places.Space {
		return func(space *state.Space) places.Space { return places.OfSpace(base, space) }
	})
}

func (s *Server) readSpace(r *http.Request) (any, error) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	key := r.PathValue("key")
	space := s.store.spaceByKey(key)
	if space == nil {
		return nil, noSpace(key)
	}
	shown := places.OfSpace(address.Base(r.Context()), space)
	shown.Links.Base, shown.Links.Context = top(r.Context())
	return shown, nil
}

func noSpace(key string) *respond.Error { return notFound("No space with key : " + key) }

// listContent lists pages, which are the only content there is.
func (s *Server) listContent(r *http.Request) (any, error) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	query, key := r.URL.Query(), r.PathValue("key")
	if key != "" {
		if s.store.spaceByKey(key) == nil {
			return nil, noSpace(key)
		}
		query.Set("spaceKey", key)
	}
	if kind := r.PathValue("kind"); kind != "" {
		query.Set("type", kind)
	}
	var found paging.Slice[*content]
	for _, c := range s.store.allContent() {
		if places.Among(query, "spaceKey", c.space) && places.Among(query, "type", "page") && places.IsTitled(query, c.title) {
			found = append(found, c)
		}
	}
	return listOf(r, s, found, func(base string) func(*content) places.Content {
		return func(c *content) places.Content { return s.showContent(base, c, query) }
	})
}

func (s *Server) showContent(base string, c *content, query url.Values) places.Content {
	return places.OfContent(base, c.id, "page", c.title, s.store.Space(c.space), places.Listed(query, "expand"))
}

func (s *Server) readContent(r *http.Request) (any, error) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	c := s.store.contentByID(r.PathValue("id"))
	if c == nil {
		return nil, notFound("No content found with id : " + r.PathValue("id"))
	}
	shown := s.showContent(address.Base(r.Context()), c, r.URL.Query())
	shown.Links.Base, shown.Links.Context = top(r.Context())
	return shown, nil
}

func top(ctx context.Context) (base, path string) { return address.Base(ctx), address.ContextPath(ctx) }

// listOf is a page of a list of v1. The store is locked.
func listOf[R, T any](r *http.Request, s *Server, rows paging.Rows[R], show func(base string) func(R) T) (any, error) {
	if refusal := checkPaging(r, route.Match(r.Context()).Route); refusal != nil {
		return nil, refusal
	}
	p, err := paging.Read(r.URL.Query(), places.Limit)
	if err != nil {
		return nil, badRequest(err.Error())
	}
	return pageOf(r.Context(), s, rows, p, show(address.Base(r.Context()))), nil
}

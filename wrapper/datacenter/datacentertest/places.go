package datacentertest

import (
	"net/http"
	"net/url"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/address"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/places"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/route"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// besideContract is what other clients read on the way to the people: spaces and
// content, which the contract does not have.
func (s *Server) besideContract() *route.Beside {
	beside := route.NewBeside(basePath, s.admitted)
	const api = "/rest/api"
	beside.Serve(api+"/space", s.listSpaces)
	beside.Serve(api+"/space/{key}", s.readSpace)
	beside.Serve(api+"/space/{key}/content", s.listContent)
	beside.Serve(api+"/space/{key}/content/{kind}", s.listContent)
	beside.Serve(api+"/content", s.listContent)
	beside.Serve(api+"/content/{id}", s.readContent)
	return beside
}

func (s *Server) listSpaces(r *http.Request) (any, error) {
	defer s.locked()()
	var found paging.Slice[*state.Space]
	for _, space := range s.store.Spaces() {
		if places.Among(r.URL.Query(), "spaceKey", space.Key) && places.Among(r.URL.Query(), "type", places.Kind(space.Key)) {
			found = append(found, space)
		}
	}
	return listOf(r, s, found, func(base string) func(*state.Space) places.Space {
		return func(space *state.Space) places.Space { return places.OfSpace(base, space) }
	})
}

func (s *Server) readSpace(r *http.Request) (any, error) {
	defer s.locked()()
	space := s.store.Space(r.PathValue("key"))
	if space == nil {
		return nil, noSpace(r.PathValue("key"))
	}
	shown := places.OfSpace(address.Base(r.Context()), space)
	shown.Links.Base, shown.Links.Context = address.Base(r.Context()), address.ContextPath(r.Context())
	return shown, nil
}

// listContent lists pages, or another kind of content that is asked for.
func (s *Server) listContent(r *http.Request) (any, error) {
	defer s.locked()()
	query, key := r.URL.Query(), r.PathValue("key")
	if key != "" {
		if s.store.Space(key) == nil {
			return nil, noSpace(key)
		}
		query.Set("spaceKey", key)
	}
	if kind := r.PathValue("kind"); kind != "" {
		query.Set("type", kind)
	}
	if !query.Has("type") {
		query.Set("type", "page")
	}
	var found paging.Slice[*content]
	for _, c := range s.store.allContent() {
		if places.Among(query, "spaceKey", c.space) && places.Among(query, "type", c.kind) && places.IsTitled(query, c.title) {
			found = append(found, c)
		}
	}
	return listOf(r, s, found, func(base string) func(*content) places.Content {
		return func(c *content) places.Content { return s.readableContent(base, c, query) }
	})
}

func (s *Server) readableContent(base string, c *content, query url.Values) places.Content {
	return places.OfContent(base, c.id, c.kind, c.title, s.store.Space(c.space), places.Listed(query, "expand"))
}

func (s *Server) readContent(r *http.Request) (any, error) {
	defer s.locked()()
	c := s.store.contentByID(r.PathValue("id"))
	if c == nil {
		return nil, noContent(r.PathValue("id"))
	}
	shown := s.readableContent(address.Base(r.Context()), c, r.URL.Query())
	shown.Links.Base, shown.Links.Context = address.Base(r.Context()), address.ContextPath(r.Context())
	return shown, nil
}

// listOf is a page of a list. The store is locked.
func listOf[R, T any](r *http.Request, s *Server, rows paging.Rows[R], show func(base string) func(R) T) (any, error) {
	p, err := paging.Read(r.URL.Query(), places.Limit)
	if err != nil {
		return nil, badRequest(err.Error())
	}
	return pageOf(r.Context(), s, rows, p, show(address.Base(r.Context()))), nil
}

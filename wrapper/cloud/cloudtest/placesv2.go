package cloudtest

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/address"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/places"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/route"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// spaceV2 is a space in responses of v2.
type spaceV2 struct {
	ID        string        `json:"id"`
	Key       string        `json:"key"`
	Name      string        `json:"name"`
	Type      string        `json:"type"`
	Status    string        `json:"status"`
	CreatedAt string        `json:"createdAt"`
	Links     *placeLinksV2 `json:"_links"`
}

// pageV2 is a page in responses of v2.
type pageV2 struct {
	ID        string        `json:"id"`
	Status    string        `json:"status"`
	Title     string        `json:"title"`
	SpaceID   string        `json:"spaceId"`
	CreatedAt string        `json:"createdAt"`
	Links     *placeLinksV2 `json:"_links"`
}

type placeLinksV2 struct {
	WebUI string `json:"webui"`
	Base  string `json:"base,omitempty"`
}

type listV2[T any] struct {
	Results []T          `json:"results"`
	Links   paging.Links `json:"_links"`
}

const createdAt = "2026-01-31T09:30:00.000Z"

func showSpaceV2(s *state.Space) spaceV2 {
	return spaceV2{
		ID: state.Text(s.ID), Key: s.Key, Name: s.Name, Type: places.Kind(s.Key), Status: "current", CreatedAt: createdAt,
		Links: &placeLinksV2{WebUI: "/spaces/" + url.PathEscape(s.Key)},
	}
}

func (s *Server) showPageV2(c *content) pageV2 {
	return pageV2{
		ID: c.id, Status: "current", Title: c.title, SpaceID: state.Text(s.store.Space(c.space).ID), CreatedAt: createdAt,
		Links: &placeLinksV2{WebUI: "/spaces/" + url.PathEscape(c.space) + "/pages/" + c.id},
	}
}

func (s *Server) listSpacesV2(r *http.Request) (any, error) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	var found []spaceV2
	for _, space := range s.spacesFor(r.URL.Query(), "keys") {
		if places.Among(r.URL.Query(), "ids", state.Text(space.ID)) {
			found = append(found, showSpaceV2(space))
		}
	}
	return cutV2(r, found)
}

func (s *Server) readSpaceV2(r *http.Request) (any, error) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	all := s.store.Spaces()
	if u := s.store.byPersonal[r.PathValue("id")]; u != nil {
		all = append(all, s.store.personalSpace(u))
	}
	for _, space := range all {
		if state.Text(space.ID) == r.PathValue("id") {
			shown := showSpaceV2(space)
			shown.Links.Base = address.Base(r.Context())
			return shown, nil
		}
	}
	return nil, noneV2("space", r)
}

// listPagesV2 lists the pages of a space, or of those that are asked for.
func (s *Server) listPagesV2(r *http.Request) (any, error) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	query := r.URL.Query()
	if in := r.PathValue("id"); in != "" {
		query.Set("space-id", in)
	}
	var found []pageV2
	for _, c := range s.store.allContent() {
		p := s.showPageV2(c)
		if places.Among(query, "space-id", p.SpaceID) && places.Among(query, "id", p.ID) && places.IsTitled(query, p.Title) {
			found = append(found, p)
		}
	}
	return cutV2(r, found)
}

func (s *Server) readPageV2(r *http.Request) (any, error) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	c := s.store.contentByID(r.PathValue("id"))
	if c == nil {
		return nil, noneV2("page", r)
	}
	shown := s.showPageV2(c)
	shown.Links.Base = address.Base(r.Context())
	return shown, nil
}

func noneV2(what string, r *http.Request) *respond.Error {
	return refuseV2(http.StatusNotFound, "NOT_FOUND", "Cannot find a "+what+" with id "+r.PathValue("id"))
}

// cutV2 makes one page of a list, the next of which a cursor leads to.
func cutV2[T any](r *http.Request, rows []T) (any, error) {
	query := r.URL.Query()
	p, err := paging.Read(url.Values{"limit": query["limit"]}, places.Limit)
	if cursor := query.Get("cursor"); err == nil && cursor != "" {
		var from []byte
		if from, err = base64.RawURLEncoding.DecodeString(cursor); err == nil {
			p.Start, err = strconv.Atoi(string(from))
		}
	}
	if err != nil || p.Start < 0 {
		return nil, refuseV2(http.StatusBadRequest, "INVALID_REQUEST_PARAMETER", "the limit or the cursor cannot be read")
	}
	of := listV2[T]{Results: paging.Slice[T](rows).Cut(p.Start, p.Limit), Links: paging.Links{Base: address.Base(r.Context())}}
	if of.Results == nil {
		of.Results = []T{}
	}
	if end := p.Start + len(of.Results); end < len(rows) && len(of.Results) > 0 {
		query.Set("cursor", base64.RawURLEncoding.EncodeToString([]byte(strconv.Itoa(end))))
		// From the root of the host, unlike the links of v1.
		path := strings.TrimPrefix(route.Match(r.Context()).Request.URL.EscapedPath(), basePath)
		of.Links.Next = path + "?" + query.Encode()
	}
	return of, nil
}

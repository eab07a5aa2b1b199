package testserver

import (
	"io"
	"net/http"

	"github.com/getkin/kin-openapi/routers"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/contract"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
)

// Manners is how a product takes what departs from the contract. Both get the
// operation and the departure.
type Manners struct {
	// Paging refuses a start or limit in the product's own words; it may be nil.
	Paging func(*http.Request, *routers.Route) *respond.Error
	// Allows reports what is no departure after all: it is not even told.
	Allows func(*routers.Route, error) bool
	// Tolerates reports what the product serves all the same.
	Tolerates func(*routers.Route, error) bool
	// Refuse makes a refusal.
	Refuse func(*routers.Route, error) *respond.Error
}

// CheckedRequest is the stage that holds requests against the contract. Whatever
// departs from it is a violation. What the product ignores is ignored, unless the
// server is strict; the rest is refused.
func (s *Server) CheckedRequest(find func(*http.Request) *routers.Route, m Manners, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		to := find(r)
		var refusal *respond.Error
		if m.Paging != nil {
			refusal = m.Paging(r, to)
		}
		body, err := io.ReadAll(r.Body) // from memory
		if err != nil {
			respond.Bare(http.StatusBadRequest, "the body broke off").Write(w)
			return
		}
		departures, understood := s.contract.CheckRequest(r, body, to)
		for _, d := range departures {
			if m.Allows != nil && m.Allows(to, d.Err) {
				continue
			}
			s.Violate(r.Context(), to.Operation.OperationID, "request of "+contract.Name(to)+": "+contract.Summary(d.Err))
			minds := !d.Ignored && !m.Tolerates(to, d.Err)
			if refusal == nil && (minds || s.strict.Load()) {
				refusal = m.Refuse(to, d.Err)
			}
		}
		if refusal != nil {
			refusal.Write(w)
			return
		}
		next.ServeHTTP(w, understood)
	})
}

// SetStrict makes the server refuse what the product ignores or tolerates.
func (s *Server) SetStrict(strict bool) { s.strict.Store(strict) }

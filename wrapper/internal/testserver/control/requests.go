package control

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	gen "github.com/confluence-people/go-sdk/gen/control"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// ListRequests responds with what was asked, the newest first.
func (h *handlers) ListRequests(_ context.Context, r gen.ListRequestsRequestObject) (gen.ListRequestsResponseObject, error) {
	recorded := h.engine.Exchanges()
	slices.Reverse(recorded)
	p := r.Params
	results, total := Select(recorded, asked(p), window(p.Start, p.Limit), showRequest)
	return gen.ListRequests200JSONResponse{Total: total, Results: results}, nil
}

// ClearRequests empties the record.
func (h *handlers) ClearRequests(context.Context, gen.ClearRequestsRequestObject) (gen.ClearRequestsResponseObject, error) {
	h.engine.ForgetExchanges()
	return gen.ClearRequests204Response{}, nil
}

// asked returns what keeps the requests that the parameters ask for.
func asked(p gen.ListRequestsParams) func(confluencetest.Exchange) bool {
	return func(x confluencetest.Exchange) bool {
		return (p.Operation == nil || *p.Operation == x.Operation) &&
			(p.Method == nil || strings.EqualFold(*p.Method, x.Method)) &&
			(p.Path == nil || strings.Contains(x.Path+"?"+x.Query, *p.Path)) &&
			(p.Status == nil || *p.Status == x.Status) &&
			(p.Violations == nil || *p.Violations == (len(x.Violations) > 0)) &&
			(p.After == nil || x.Number > *p.After)
	}
}

func showRequest(x confluencetest.Exchange) gen.Request {
	shown := gen.Request{
		Number: x.Number, Time: x.Time.UTC().Format(time.RFC3339Nano), Operation: x.Operation,
		Method: x.Method, Path: x.Path, Query: x.Query, Headers: []gen.Header{},
		Body: strings.ToValidUTF8(string(x.Body), "\ufffd"), Status: x.Status, Violations: []string{},
	}
	for _, name := range slices.Sorted(maps.Keys(x.Header)) {
		for _, value := range x.Header[name] {
			shown.Headers = append(shown.Headers, gen.Header{Name: name, Value: strings.ToValidUTF8(value, "\ufffd")})
		}
	}
	for _, violation := range x.Violations {
		shown.Violations = append(shown.Violations, violation.Message)
	}
	return shown
}

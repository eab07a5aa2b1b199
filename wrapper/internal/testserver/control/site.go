package control

import (
	"context"
	"errors"
	"io"
	"net/http"
	"time"

	gen "github.com/confluence-people/go-sdk/gen/control"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/seed"
)

// GetSite responds with what is served.
func (h *handlers) GetSite(context.Context, gen.GetSiteRequestObject) (gen.GetSiteResponseObject, error) {
	counts := h.site.Counts()
	acting := 0
	for _, fault := range h.engine.Injected() {
		if fault.Left != 0 {
			acting++
		}
	}
	return gen.GetSite200JSONResponse{
		Product: h.site.Product(), BasePath: h.engine.BasePath(), Clock: h.clock(),
		People: counts.People, Groups: counts.Groups, Spaces: counts.Spaces, Pages: counts.Pages,
		Watches: counts.Watches, Tasks: counts.Tasks, Faults: acting, Requests: h.engine.Asked(),
	}, nil
}

// ResetSite brings everything back. The clock comes first, since what is in a
// seed can be relative to it.
func (h *handlers) ResetSite(context.Context, gen.ResetSiteRequestObject) (gen.ResetSiteResponseObject, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.engine.ResetClock()
	if err := h.site.LoadSeed(h.seed); err != nil {
		return nil, err
	}
	h.restoreFaults()
	h.engine.ForgetExchanges()
	return gen.ResetSite204Response{}, nil
}

// stateResponse is a state as it was written, with its lines.
type stateResponse []byte

// VisitGetStateResponse sends it.
func (s stateResponse) VisitGetStateResponse(w http.ResponseWriter) error {
	w.Header().Set("Content-Type", "application/json")
	_, err := w.Write(s)
	return err
}

// GetState responds with the whole state.
func (h *handlers) GetState(context.Context, gen.GetStateRequestObject) (gen.GetStateResponseObject, error) {
	return stateResponse(h.site.Snapshot()), nil
}

// PutState replaces the whole state.
func (h *handlers) PutState(_ context.Context, r gen.PutStateRequestObject) (gen.PutStateResponseObject, error) {
	const mostSeed = 256 << 20
	text, err := io.ReadAll(io.LimitReader(r.Body, mostSeed+1))
	if err != nil {
		return gen.PutState400JSONResponse{Message: "the body broke off"}, nil
	}
	if len(text) > mostSeed {
		return gen.PutState413JSONResponse{Message: "the seed is larger than 256 MiB"}, nil
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	err = h.site.LoadSeed(text)
	if err == nil {
		return gen.PutState204Response{}, nil
	}
	refusal := gen.PutState400JSONResponse{Message: err.Error()}
	if at, ok := errors.AsType[*seed.Error](err); ok {
		refusal.Line, refusal.Column, refusal.Object = at.Line, at.Column, at.Object
	}
	return refusal, nil
}

func (h *handlers) clock() gen.Clock {
	clock := h.engine.Clock()
	return gen.Clock{Now: clock.Now().UTC().Format(time.RFC3339Nano), Ahead: clock.Ahead().String()}
}

// GetClock responds with the time.
func (h *handlers) GetClock(context.Context, gen.GetClockRequestObject) (gen.GetClockResponseObject, error) {
	return gen.GetClock200JSONResponse(h.clock()), nil
}

// AdvanceClock moves the clock forward.
func (h *handlers) AdvanceClock(_ context.Context, r gen.AdvanceClockRequestObject) (gen.AdvanceClockResponseObject, error) {
	by, err := seed.ParseDuration(r.Body.By)
	if err != nil {
		return gen.AdvanceClock400JSONResponse{Message: err.Error()}, nil //nolint:nilerr // it is the client's
	}
	h.engine.Clock().Advance(by)
	return gen.AdvanceClock200JSONResponse(h.clock()), nil
}

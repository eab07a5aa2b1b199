package control

import (
	"cmp"
	"context"
	"strconv"

	gen "github.com/confluence-people/go-sdk/gen/control"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/faultspec"
)

func showFault(i testserver.Injected) gen.Fault {
	return gen.Fault{
		ID: i.ID, Operation: cmp.Or(i.Operation, faultspec.Everything), Fault: i.Text,
		Left: max(i.Left, -1), Met: i.Met,
	}
}

// ListFaults responds with the faults in the order in which they act.
func (h *handlers) ListFaults(context.Context, gen.ListFaultsRequestObject) (gen.ListFaultsResponseObject, error) {
	faults := gen.ListFaults200JSONResponse{Results: []gen.Fault{}}
	for _, i := range h.engine.Injected() {
		faults.Results = append(faults.Results, showFault(i))
	}
	faults.Total = len(faults.Results)
	return faults, nil
}

// AddFault makes requests meet a fault.
func (h *handlers) AddFault(_ context.Context, r gen.AddFaultRequestObject) (gen.AddFaultResponseObject, error) {
	spec, err := faultspec.Make(cmp.Or(r.Body.Operation, faultspec.Everything), r.Body.Fault, r.Body.Times, h.engine.Contract().Has)
	if err != nil {
		return gen.AddFault400JSONResponse{Message: err.Error()}, nil //nolint:nilerr // it is the client's
	}
	id := h.engine.AddFault(spec.Operation, spec.Times, spec.Fault)
	left := spec.Times
	if left == 0 {
		left = -1
	}
	return gen.AddFault201JSONResponse(showFault(testserver.Injected{
		ID: id, Operation: spec.Operation, Text: spec.Fault.String(), Left: left,
	})), nil
}

// RemoveFaults ends all faults.
func (h *handlers) RemoveFaults(context.Context, gen.RemoveFaultsRequestObject) (gen.RemoveFaultsResponseObject, error) {
	h.engine.Heal()
	return gen.RemoveFaults204Response{}, nil
}

// RemoveFault ends one fault.
func (h *handlers) RemoveFault(_ context.Context, r gen.RemoveFaultRequestObject) (gen.RemoveFaultResponseObject, error) {
	if !h.engine.Remove(r.ID) {
		return gen.RemoveFault404JSONResponse{Message: "there is no fault " + strconv.Itoa(r.ID)}, nil
	}
	return gen.RemoveFault204Response{}, nil
}

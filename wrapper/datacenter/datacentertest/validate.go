package datacentertest

import (
	"errors"
	"net/http"

	"github.com/getkin/kin-openapi/routers"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/contract"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
)

// manners is how Data Center takes requests that depart from the contract. The
// header against XSRF is not checked again: the fifth stage decided on it.
func manners() testserver.Manners {
	return testserver.Manners{
		Tolerates: func(_ *routers.Route, err error) bool { return contract.Parameter(err) == "X-Atlassian-Token" },
		Refuse:    refuseRequest,
	}
}

func refuseRequest(_ *routers.Route, err error) *respond.Error {
	if errors.Is(err, contract.ErrContentType) {
		// No real instance's response to this was recorded. 415 is what the
		// standard says, and what Jersey responds with, which the product runs on.
		return refuse(http.StatusUnsupportedMediaType, contract.Summary(err), true, false)
	}
	return badRequest(contract.Summary(err))
}

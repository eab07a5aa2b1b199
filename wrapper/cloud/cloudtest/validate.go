package cloudtest

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/routers"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/contract"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
)

// manners is how Cloud takes requests that depart from the contract.
func manners() testserver.Manners {
	return testserver.Manners{Paging: checkPaging, Allows: allowed, Tolerates: tolerated, Refuse: refuseRequest}
}

// checkPaging refuses a start or limit in the words of the service, which joins
// repeated parameters by commas before it reads them.
func checkPaging(r *http.Request, to *routers.Route) *respond.Error {
	query := r.URL.Query()
	for _, name := range []string{"start", "limit"} {
		if to.Operation.Parameters.GetByInAndName(openapi3.ParameterInQuery, name) == nil || !query.Has(name) {
			continue
		}
		value := strings.Join(query[name], ",")
		n, err := strconv.ParseInt(value, 10, 32)
		switch {
		case err != nil:
			return respond.Bare(http.StatusBadRequest, "org.springframework.web.method.annotation.MethodArgumentTypeMismatchException: "+
				"Failed to convert value of type 'java.lang.String' to required type 'int'; For input string: \""+value+"\"")
		case n < 0:
			return respond.Bare(http.StatusBadRequest, "java.lang.IllegalArgumentException: "+name+" cannot be less than zero")
		}
	}
	return nil
}

// allowed reports what is no departure, whatever the contract says: it asks for
// the XSRF header in v2, too, so that clients send it everywhere, and the service
// does not.
func allowed(to *routers.Route, err error) bool {
	return isV2(to.Path) && contract.Parameter(err) == "X-Atlassian-Token"
}

// tolerated reports a departure from the contract that the service does not
// mind: the XSRF stage decided on that header, with the old spelling, and the
// service cuts down the limit of properties.
func tolerated(to *routers.Route, err error) bool {
	switch contract.Parameter(err) {
	case "X-Atlassian-Token":
		return true
	case "limit":
		return to.Operation.OperationID == "getUserProperties"
	}
	return false
}

func refuseRequest(to *routers.Route, err error) *respond.Error {
	switch {
	case errors.Is(err, contract.ErrContentType):
		// No real site's response to this was recorded. 415 is what the standard
		// says, and what Spring and Jersey respond with, which the service runs on.
		return refuseV2(http.StatusUnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE", contract.Summary(err))
	case isV2(to.Path):
		return refuseV2(http.StatusBadRequest, "INVALID_REQUEST_PARAMETER", contract.Summary(err))
	}
	return badRequest(contract.Summary(err))
}

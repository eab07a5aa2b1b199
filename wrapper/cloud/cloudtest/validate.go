package cloudtest

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/contract"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/route"
)

// checkedRequest is the sixth stage: only what the contract allows reaches a
// handler. Everything else is a violation, whatever the response is.
func (s *Server) checkedRequest(described *contract.Contract, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		to := route.Match(r.Context()).Route
		refusal := checkPaging(to.Operation, r.URL.Query())
		for _, err := range s.engine.Departures(described, r, to) {
			if refusal == nil && !tolerated(to.Operation.OperationID, err) {
				refusal = refuseRequest(isV2(to.Path), err)
			}
		}
		if refusal != nil {
			refusal.Write(w)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// checkPaging refuses a start or limit in the words of the service, which joins
// repeated parameters by commas before it reads them.
func checkPaging(operation *openapi3.Operation, query url.Values) *respond.Error {
	for _, name := range []string{"start", "limit"} {
		if operation.Parameters.GetByInAndName(openapi3.ParameterInQuery, name) == nil || !query.Has(name) {
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

// tolerated reports a departure from the contract that the service does not
// mind: the XSRF stage decided on that header, with the old spelling, and the
// service cuts down the limit of properties.
func tolerated(operation string, err error) bool {
	switch contract.Parameter(err) {
	case "X-Atlassian-Token":
		return true
	case "limit":
		return operation == "getUserProperties"
	}
	return false
}

func refuseRequest(v2 bool, err error) *respond.Error {
	if v2 {
		return refuseV2(http.StatusBadRequest, "INVALID_REQUEST_PARAMETER", contract.Summary(err))
	}
	return badRequest(contract.Summary(err))
}

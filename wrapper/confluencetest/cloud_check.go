package confluencetest

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// checkRequest is the sixth stage: only what the contract allows reaches a
// handler. Everything else is a violation, whatever the answer is.
func (s *Cloud) checkRequest(described *contract, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		route := exchangeOf(r.Context()).route
		refusal := checkPaging(route.Operation, r.URL.Query())
		for _, err := range s.departures(described, r, route) {
			if refusal == nil && !tolerated(route.Operation.OperationID, err) {
				refusal = refuseRequest(isV2(route.Path), err)
			}
		}
		if refusal != nil {
			refusal.write(w)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// checkPaging refuses a start or limit in the words of the service, which joins
// repeated parameters by commas before it reads them.
func checkPaging(operation *openapi3.Operation, query url.Values) *fault {
	for _, name := range []string{"start", "limit"} {
		if operation.Parameters.GetByInAndName(openapi3.ParameterInQuery, name) == nil || !query.Has(name) {
			continue
		}
		value := strings.Join(query[name], ",")
		n, err := strconv.ParseInt(value, 10, 32)
		switch {
		case err != nil:
			return bareFault(http.StatusBadRequest, "org.springframework.web.method.annotation.MethodArgumentTypeMismatchException: "+
				"Failed to convert value of type 'java.lang.String' to required type 'int'; For input string: \""+value+"\"")
		case n < 0:
			return bareFault(http.StatusBadRequest, "java.lang.IllegalArgumentException: "+name+" cannot be less than zero")
		}
	}
	return nil
}

// tolerated reports a departure from the contract that the service does not
// mind: the XSRF stage decided on that header, with the old spelling, and the
// service cuts down the limit of properties.
func tolerated(operation string, err error) bool {
	switch parameterOf(err) {
	case "X-Atlassian-Token":
		return true
	case "limit":
		return operation == "getUserProperties"
	}
	return false
}

func refuseRequest(v2 bool, err error) *fault {
	if v2 {
		return v2Fault(http.StatusBadRequest, "INVALID_REQUEST_PARAMETER", shortly(err))
	}
	return badRequest(shortly(err))
}

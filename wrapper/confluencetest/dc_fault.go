package confluencetest

import "net/http"

// dcOutcome is the data of a fault.
type dcOutcome struct {
	Authorized            bool      `json:"authorized"`
	Valid                 bool      `json:"valid"`
	AllowedInReadOnlyMode bool      `json:"allowedInReadOnlyMode"`
	Errors                []finding `json:"errors"`
	Successful            bool      `json:"successful"`
}

// dcFault is the usual body: the message is plain, and the reason is that of
// the status.
func dcFault(status int, text string, authorized, valid bool, errors ...string) *fault {
	data := dcOutcome{Authorized: authorized, Valid: valid, AllowedInReadOnlyMode: true, Errors: []finding{}}
	for _, e := range errors {
		data.Errors = append(data.Errors, finding{findingText{Translation: e, Args: []any{}}})
	}
	return jsonFault(status, struct {
		StatusCode int       `json:"statusCode"`
		Data       dcOutcome `json:"data"`
		Message    string    `json:"message"`
		Reason     string    `json:"reason"`
	}{status, data, text, http.StatusText(status)})
}

// dcBareFault is the body of what fails before the usual handling of errors.
func dcBareFault(status int, text string) *fault {
	return jsonFault(status, struct {
		Message string `json:"message"`
	}{text})
}

func dcForbidden(text string) *fault { return dcFault(http.StatusForbidden, text, false, true) }

func dcNotFound(text string) *fault { return dcFault(http.StatusNotFound, text, false, true) }

// dcBadRequest names every rule that is broken, the first one as the message.
func dcBadRequest(broken ...string) *fault {
	return dcFault(http.StatusBadRequest, broken[0], true, false, broken...)
}

func dcConflict(text string) *fault { return dcFault(http.StatusConflict, text, true, false) }

func dcNoUser(name string) *fault { return dcNotFound("No user found with key : " + name) }

func dcNoGroup(name string) *fault { return dcNotFound("No group found with name : " + name) }

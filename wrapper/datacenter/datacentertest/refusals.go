package datacentertest

import (
	"net/http"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
)

// outcome is the data of a refusal.
type outcome struct {
	Authorized            bool      `json:"authorized"`
	Valid                 bool      `json:"valid"`
	AllowedInReadOnlyMode bool      `json:"allowedInReadOnlyMode"`
	Errors                []finding `json:"errors"`
	Successful            bool      `json:"successful"`
}

type finding struct {
	Message findingText `json:"message"`
}

type findingText struct {
	Translation string `json:"translation,omitempty"`
	Args        []any  `json:"args"`
}

// refuse has the usual body: the message is plain, and the reason is that of
// the status.
func refuse(status int, text string, authorized, valid bool, errors ...string) *respond.Error {
	data := outcome{Authorized: authorized, Valid: valid, AllowedInReadOnlyMode: true, Errors: []finding{}}
	for _, e := range errors {
		data.Errors = append(data.Errors, finding{findingText{Translation: e, Args: []any{}}})
	}
	return respond.Refuse(status, struct {
		StatusCode int     `json:"statusCode"`
		Data       outcome `json:"data"`
		Message    string  `json:"message"`
		Reason     string  `json:"reason"`
	}{status, data, text, http.StatusText(status)})
}

// refuseBare has the body of what fails before the usual handling of errors.
func refuseBare(status int, text string) *respond.Error {
	return respond.Refuse(status, struct {
		Message string `json:"message"`
	}{text})
}

func forbidden(text string) *respond.Error { return refuse(http.StatusForbidden, text, false, true) }

func notFound(text string) *respond.Error { return refuse(http.StatusNotFound, text, false, true) }

// badRequest names every rule that is broken, the first one as the message.
func badRequest(broken ...string) *respond.Error {
	return refuse(http.StatusBadRequest, broken[0], true, false, broken...)
}

func conflict(text string) *respond.Error { return refuse(http.StatusConflict, text, true, false) }

func noUser(name string) *respond.Error { return notFound("No user found with key : " + name) }

func noGroup(name string) *respond.Error { return notFound("No group found with name : " + name) }

package cloudtest

import (
	"net/http"
	"strings"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
)

// outcome is the data of a v1 refusal.
type outcome struct {
	Authorized bool      `json:"authorized"`
	Valid      bool      `json:"valid"`
	Errors     []finding `json:"errors"`
	Successful bool      `json:"successful"`
}

type finding struct {
	Message findingText `json:"message"`
}

// findingText holds the text in one of two places; both are found on real
// sites.
type findingText struct {
	Translation string `json:"translation,omitempty"`
	Key         string `json:"key,omitempty"`
	Args        []any  `json:"args"`
}

// refuseV1 has the usual body of v1: the message is led by a Java class.
func refuseV1(status int, class, text string, data outcome) *respond.Error {
	return respond.Refuse(status, struct {
		StatusCode int     `json:"statusCode"`
		Data       outcome `json:"data"`
		Message    string  `json:"message"`
	}{status, data, "com.atlassian.confluence.api.service.exceptions.api." + class + ": " + text})
}

func forbidden(text string) *respond.Error {
	return refuseV1(http.StatusForbidden, "PermissionException", text, outcome{
		Valid: true, Errors: []finding{{findingText{Translation: text, Args: []any{}}}},
	})
}

func notFound(text string) *respond.Error {
	return refuseV1(http.StatusNotFound, "NotFoundException", text, outcome{Valid: true, Errors: []finding{}})
}

// badRequest says in its data that all went well, as real sites do.
func badRequest(text string) *respond.Error {
	return refuseV1(http.StatusBadRequest, "BadRequestException", text, outcome{
		Authorized: true, Valid: true, Errors: []finding{}, Successful: true,
	})
}

func conflict(text string) *respond.Error {
	return refuseV1(http.StatusConflict, "ConflictException", text, outcome{
		Authorized: true, Errors: []finding{{findingText{Key: text, Args: []any{}}}},
	})
}

// refuseV2 has the body of v2, and of some v1 addresses.
func refuseV2(status int, code, title string) *respond.Error {
	type item struct {
		Status int     `json:"status"`
		Code   string  `json:"code"`
		Title  string  `json:"title"`
		Detail *string `json:"detail"`
	}
	return respond.Refuse(status, struct {
		Errors []item `json:"errors"`
	}{[]item{{Status: status, Code: code, Title: title}}})
}

// refuseSite is what the gateway says of a site it does not know.
func refuseSite(path string) *respond.Error {
	return respond.Refuse(http.StatusNotFound, struct {
		Timestamp string `json:"timestamp"`
		Status    int    `json:"status"`
		Error     string `json:"error"`
		Path      string `json:"path"`
		Message   string `json:"message"`
	}{time.Now().UTC().Format(time.RFC3339), http.StatusNotFound, "Not Found", path, "No message available"})
}

// isV2 reports whether a path template is one of v2, which has failures of its
// own.
func isV2(template string) bool { return strings.HasPrefix(template, "/wiki/api/v2/") }

package confluencetest

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"
)

// fault is an answer that is no success, byte by byte. Handlers return one as
// their error.
type fault struct {
	status int
	kind   string // the Content-Type
	header map[string]string
	body   []byte
	// seen marks an answer that real sites give although the contract does not
	// name its status; the check of answers lets it pass.
	seen bool
}

// Error makes a fault an error.
func (f *fault) Error() string { return strconv.Itoa(f.status) + " " + string(f.body) }

func (f *fault) write(w http.ResponseWriter) {
	if a, ok := w.(*answer); ok {
		a.seen = f.seen
	}
	for name, value := range f.header {
		w.Header().Set(name, value)
	}
	w.Header().Set("Content-Type", f.kind)
	w.WriteHeader(f.status)
	_, _ = w.Write(f.body) //nolint:gosec // G705: what came from outside is quoted as JSON or XML; the client may be gone
}

// asSeen marks a fault as one that the contract need not name.
func (f *fault) asSeen() *fault {
	f.seen = true
	return f
}

func jsonFault(status int, body any) *fault {
	raw, err := json.Marshal(body)
	if err != nil {
		raw = []byte(strconv.Quote(err.Error()))
	}
	return &fault{status: status, kind: "application/json", body: raw}
}

// outcome is the data of a v1 fault.
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

// v1Fault is the usual body of v1: the message is led by a Java class.
func v1Fault(status int, class, text string, data outcome) *fault {
	return jsonFault(status, struct {
		StatusCode int     `json:"statusCode"`
		Data       outcome `json:"data"`
		Message    string  `json:"message"`
	}{status, data, "com.atlassian.confluence.api.service.exceptions.api." + class + ": " + text})
}

func forbidden(text string) *fault {
	return v1Fault(http.StatusForbidden, "PermissionException", text, outcome{
		Valid: true, Errors: []finding{{findingText{Translation: text, Args: []any{}}}},
	})
}

func notFound(text string) *fault {
	return v1Fault(http.StatusNotFound, "NotFoundException", text, outcome{Valid: true, Errors: []finding{}})
}

// badRequest says in its data that all went well, as real sites do.
func badRequest(text string) *fault {
	return v1Fault(http.StatusBadRequest, "BadRequestException", text, outcome{
		Authorized: true, Valid: true, Errors: []finding{}, Successful: true,
	})
}

func conflict(text string) *fault {
	return v1Fault(http.StatusConflict, "ConflictException", text, outcome{
		Authorized: true, Errors: []finding{{findingText{Key: text, Args: []any{}}}},
	})
}

// bareFault is the short body of v1, for what fails before or beside the usual
// handling of errors.
func bareFault(status int, message string) *fault {
	return jsonFault(status, struct {
		StatusCode int    `json:"statusCode"`
		Message    string `json:"message"`
	}{status, message})
}

// v2Fault is the body of v2, and of some v1 addresses.
func v2Fault(status int, code, title string) *fault {
	type item struct {
		Status int     `json:"status"`
		Code   string  `json:"code"`
		Title  string  `json:"title"`
		Detail *string `json:"detail"`
	}
	return jsonFault(status, struct {
		Errors []item `json:"errors"`
	}{[]item{{Status: status, Code: code, Title: title}}})
}

// gatewayFault is what the gateway answers for a site it does not know.
func gatewayFault(path string) *fault {
	return jsonFault(http.StatusNotFound, struct {
		Timestamp string `json:"timestamp"`
		Status    int    `json:"status"`
		Error     string `json:"error"`
		Path      string `json:"path"`
		Message   string `json:"message"`
	}{time.Now().UTC().Format(time.RFC3339), http.StatusNotFound, "Not Found", path, "No message available"})
}

func textFault(status int, text string) *fault {
	return &fault{status: status, kind: "text/plain;charset=UTF-8", body: []byte(text)}
}

func htmlFault(status int, title string) *fault {
	page := "<!doctype html><html lang=\"en\"><head><title>" + title + "</title></head><body><h1>" + title + "</h1></body></html>"
	return &fault{status: status, kind: "text/html;charset=UTF-8", body: []byte(page)}
}

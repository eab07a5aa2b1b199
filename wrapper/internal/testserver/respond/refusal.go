// Package respond makes the responses of the test servers, byte by byte.
package respond

import (
	"encoding/json"
	"net/http"
	"strconv"
)

// Refusal is a response that is no success. Handlers return one as their error.
type Refusal struct {
	Status      int
	ContentType string
	Header      map[string]string
	Body        []byte

	undocumented bool
}

// Error makes a refusal an error.
func (f *Refusal) Error() string { return strconv.Itoa(f.Status) + " " + string(f.Body) }

// Undocumented marks a refusal that real sites respond with although the
// contract does not name its status; the check of responses lets it pass.
func (f *Refusal) Undocumented() *Refusal {
	f.undocumented = true
	return f
}

// Write sends the refusal.
func (f *Refusal) Write(w http.ResponseWriter) {
	if held, ok := w.(*Recorder); ok {
		held.Undocumented = f.undocumented
	}
	for name, value := range f.Header {
		w.Header().Set(name, value)
	}
	w.Header().Set("Content-Type", f.ContentType)
	w.WriteHeader(f.Status)
	_, _ = w.Write(f.Body) //nolint:gosec // G705: what came from outside is quoted as JSON or XML; the client may be gone
}

// Refuse is a refusal with a JSON body.
func Refuse(status int, body any) *Refusal {
	raw, err := json.Marshal(body)
	if err != nil {
		raw = []byte(strconv.Quote(err.Error()))
	}
	return &Refusal{Status: status, ContentType: "application/json", Body: raw}
}

// Bare is the short JSON body of what fails before or beside the usual handling
// of errors.
func Bare(status int, message string) *Refusal {
	return Refuse(status, struct {
		StatusCode int    `json:"statusCode"`
		Message    string `json:"message"`
	}{status, message})
}

// Text is a refusal in plain text.
func Text(status int, text string) *Refusal {
	return &Refusal{Status: status, ContentType: "text/plain;charset=UTF-8", Body: []byte(text)}
}

// HTML is a refusal in the form of a page.
func HTML(status int, title string) *Refusal {
	page := "<!doctype html><html lang=\"en\"><head><title>" + title + "</title></head><body><h1>" + title + "</h1></body></html>"
	return &Refusal{Status: status, ContentType: "text/html;charset=UTF-8", Body: []byte(page)}
}

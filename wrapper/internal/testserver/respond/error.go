// Package respond makes the responses of the test servers, byte by byte.
package respond

import (
	"encoding/json"
	"html"
	"net/http"
	"strconv"
	"strings"
)

// Error is a response that is no success. Handlers return one as their error.
type Error struct {
	Status      int
	ContentType string
	Header      map[string]string
	Body        []byte

	undocumented bool
}

// Error makes it an error.
func (e *Error) Error() string { return strconv.Itoa(e.Status) + " " + string(e.Body) }

// Undocumented marks a refusal that real sites respond with although the
// contract does not name its status; the check of responses lets it pass.
func (e *Error) Undocumented() *Error {
	e.undocumented = true
	return e
}

// Write sends the refusal.
func (e *Error) Write(w http.ResponseWriter) {
	if held, ok := w.(*Recorder); ok {
		held.Undocumented = e.undocumented
	}
	for name, value := range e.Header {
		w.Header().Set(name, value)
	}
	w.Header().Set("Content-Type", e.ContentType)
	w.WriteHeader(e.Status)
	_, _ = w.Write(e.Body) // the client may be gone
}

// Refuse is a refusal with a JSON body.
func Refuse(status int, body any) *Error {
	raw, err := json.Marshal(body)
	if err != nil {
		raw = []byte(strconv.Quote(err.Error()))
	}
	return &Error{Status: status, ContentType: "application/json", Body: raw}
}

// Bare is the short JSON body of what fails before or beside the usual handling
// of errors.
func Bare(status int, message string) *Error {
	return Refuse(status, struct {
		StatusCode int    `json:"statusCode"`
		Message    string `json:"message"`
	}{status, message})
}

// Text is a refusal in plain text.
func Text(status int, text string) *Error {
	return &Error{Status: status, ContentType: "text/plain;charset=UTF-8", Body: []byte(text)}
}

// HTML is a refusal in the form of a page, with paragraphs below its title.
func HTML(status int, title string, paragraphs ...string) *Error {
	var text strings.Builder
	for _, paragraph := range paragraphs {
		text.WriteString("<p>" + html.EscapeString(paragraph) + "</p>")
	}
	page := "<!doctype html><html lang=\"en\"><head><title>" + title + "</title></head><body><h1>" + title + "</h1>" + text.String() + "</body></html>"
	return &Error{Status: status, ContentType: "text/html;charset=UTF-8", Body: []byte(page)}
}

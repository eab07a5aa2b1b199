package respond

import (
	"bytes"
	"encoding/xml"
	"net/http"
	"strings"
)

// UnknownURI is the refusal of an unknown address, in JSON for those who ask
// for it, and else XML. What follows is more than the service says.
func UnknownURI(r *http.Request, uri, more string) *Error {
	message := "null for uri: " + uri + " (" + more + ")"
	if strings.Contains(r.Header.Get("Accept"), "application/json") {
		return Refuse(http.StatusNotFound, struct {
			Message    string `json:"message"`
			StatusCode int    `json:"status-code"`
		}{message, http.StatusNotFound})
	}
	var text bytes.Buffer
	_ = xml.EscapeText(&text, []byte(message)) // a buffer takes everything
	body := `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><status><status-code>404</status-code><message>` +
		text.String() + `</message></status>`
	return &Error{Status: http.StatusNotFound, ContentType: "application/xml", Body: []byte(body)}
}

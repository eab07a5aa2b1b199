package confluence

import (
	"maps"
	"net/http"
)

// setHeaders adds the headers every request needs, and those of [WithCall]. What
// the caller set on one request stays, but for the XSRF token.
func (c *Conn) setHeaders(call *call) {
	req := call.request
	if req.Header == nil {
		req.Header = http.Header{}
	}
	maps.Copy(req.Header, call.options.Header)
	values := []string{"application/json", c.settings.userAgent} // one allocation for all
	setDefault(req.Header, "Accept", values[:1:1])
	setDefault(req.Header, "User-Agent", values[1:])
	if isWrite(req.Method) {
		// Confluence refuses writes without this header, most of all those
		// without a body; the spelling "nocheck" is deprecated.
		req.Header.Set("X-Atlassian-Token", "no-check")
		// A write without any Content-Type counts as one a foreign web page
		// could have sent.
		setDefault(req.Header, "Content-Type", []string{"application/json"})
	}
}

// setDefault sets a header, by its canonical name, that has no value yet.
func setDefault(h http.Header, name string, values []string) {
	if (headers{Header: h}).get(name) == "" {
		h[name] = values
	}
}

func isWrite(method string) bool {
	return method != http.MethodGet && method != http.MethodHead
}

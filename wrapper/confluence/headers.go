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
	setDefault(req.Header, "Accept", "application/json")
	setDefault(req.Header, "User-Agent", c.settings.userAgent)
	if isWrite(req.Method) {
		// Confluence refuses writes without this header, most of all those
		// without a body; the spelling "nocheck" is deprecated.
		req.Header.Set("X-Atlassian-Token", "no-check")
		// A write without any Content-Type counts as one a foreign web page
		// could have sent.
		setDefault(req.Header, "Content-Type", "application/json")
	}
}

func setDefault(h http.Header, key, value string) {
	if h.Get(key) == "" {
		h.Set(key, value)
	}
}

func isWrite(method string) bool {
	return method != http.MethodGet && method != http.MethodHead
}

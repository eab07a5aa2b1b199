package confluence

import "net/http"

// edit adds the headers every request needs. What the caller set on one request
// stays, but for the XSRF token.
func (c *Conn) edit(req *http.Request) error {
	if req.Header == nil {
		req.Header = http.Header{}
	}
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
	if c.auth.header == nil || req.Header.Get("Authorization") != "" {
		return nil
	}
	value, err := c.auth.header(req.Context())
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", value)
	return nil
}

func setDefault(h http.Header, key, value string) {
	if h.Get(key) == "" {
		h.Set(key, value)
	}
}

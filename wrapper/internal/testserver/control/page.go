package control

import (
	_ "embed"
	"io"
	"net/http"
)

// page is the whole of what there is to look at: it is filled by the API.
//
//go:embed page.html
var page string

// servePage sends the page, which may load nothing but what is in it and the
// responses of this API.
func servePage(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "+
		"img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "no-referrer")
	_, _ = io.WriteString(w, page) // the client may be gone
}

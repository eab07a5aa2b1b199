package confluencetest

import (
	"net/http"
	"strconv"
)

// EndlessNext adds a link to a next page to every page, the empty ones too.
func EndlessNext() Fault {
	return rewrittenPage(func(page map[string]any) {
		links, ok := page["_links"].(map[string]any)
		if !ok {
			links = map[string]any{}
			page["_links"] = links
		}
		links["next"] = "/rest/api/next?start=1"
	}).as("endless-next")
}

// NoNext takes the link to the next page away.
func NoNext() Fault {
	return rewrittenPage(func(page map[string]any) {
		if links, ok := page["_links"].(map[string]any); ok {
			delete(links, "next")
		}
	}).as("no-next")
}

// StuckPage responds to every request for a page with the first one, and a link
// to the next.
func StuckPage() Fault {
	endless := EndlessNext()
	return does(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		own := r.Clone(r.Context())
		query := own.URL.Query()
		query.Del("start")
		own.URL.RawQuery = query.Encode()
		endless.serve(w, own, next)
	}).as("stuck-page")
}

// RepeatedRows begins every page but the first with the last row of the page
// before, as lists do that grow while they are read.
func RepeatedRows() Fault {
	return does(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		query := r.URL.Query()
		start, err := strconv.Atoi(query.Get("start"))
		if err != nil || start == 0 {
			next.ServeHTTP(w, r)
			return
		}
		own := r.Clone(r.Context())
		query.Set("start", strconv.Itoa(start-1))
		own.URL.RawQuery = query.Encode()
		rewrittenPage(func(page map[string]any) {
			if _, echoed := page["start"]; echoed {
				page["start"] = start
			}
		}).serve(w, own, next)
	}).as("repeated-rows")
}

package testserver

import (
	"errors"
	"io"
	"net/http"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/contract"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
)

// MostBody is how large the body of a request may be. The service has such a
// limit, and nobody says which; this one is far above what the operations of the
// contract need.
const MostBody = 5 << 20

// ReadBody is the stage that reads the body, after authentication: what a
// stranger sends takes no memory. Beyond [MostBody] the status is 413.
func ReadBody(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength > MostBody {
			refuseBody(w)
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MostBody))
		if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
			refuseBody(w)
			return
		}
		if err != nil {
			respond.Bare(http.StatusBadRequest, "the body broke off").Write(w)
			return
		}
		if n := noted(r.Context()); n != nil && len(body) > 0 {
			n.body(body)
		}
		next.ServeHTTP(w, contract.WithBody(r, body))
	})
}

// refuseBody responds as Tomcat and its like do; what a real site says was not
// recorded.
func refuseBody(w http.ResponseWriter) {
	w.Header().Set("Connection", "close") // the rest of the body is not read
	respond.HTML(http.StatusRequestEntityTooLarge, "HTTP Status 413 – Payload Too Large").Write(w)
}

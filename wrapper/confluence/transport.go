package confluence

import (
	"net/http"
	"sync"
)

// mostIdle is how many connections to a site are kept for the next requests. Of the
// two that net/http keeps, requests side by side get little: eight workers opened
// a connection for every third request.
const mostIdle = 64

// defaultTransport returns the transport of clients that are not given another:
// net/http's, with more connections kept. It is one for all, so that a program that
// makes many clients does not keep connections for each. A program that has put
// another kind in its place gets that.
func defaultTransport() http.RoundTripper {
	standard, ok := http.DefaultTransport.(*http.Transport)
	if !ok {
		return http.DefaultTransport
	}
	clones.turn.Lock()
	defer clones.turn.Unlock()
	if clones.of != standard {
		clones.of, clones.own = standard, standard.Clone()
		clones.own.MaxIdleConnsPerHost = max(mostIdle, standard.MaxIdleConnsPerHost)
	}
	return clones.own
}

// clones is the clone of the standard transport that was there when it was asked
// for.
var clones struct { //nolint:gochecknoglobals // connections are worth sharing, as those of http.DefaultTransport are
	turn    sync.Mutex
	of, own *http.Transport
}

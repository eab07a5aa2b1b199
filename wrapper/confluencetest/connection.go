package confluencetest

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"strconv"
	"time"
)

// Delay delays the request. A client that gives up meanwhile is not served.
func Delay(late time.Duration) Fault {
	return Fault{func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		if pause(r, late) {
			next.ServeHTTP(w, r)
		}
	}}
}

// Hang never responds; the connection stays open until the client gives up.
func Hang() Fault {
	return Fault{func(_ http.ResponseWriter, r *http.Request, _ http.Handler) {
		<-r.Context().Done()
	}}
}

// Reset breaks the connection before the service sees the request.
func Reset() Fault {
	return Fault{func(http.ResponseWriter, *http.Request, http.Handler) {
		panic(http.ErrAbortHandler) // the way net/http offers to break a connection
	}}
}

// ResetAfter lets the service apply the request and breaks the connection
// before the response. A write has happened.
func ResetAfter() Fault {
	return Fault{func(_ http.ResponseWriter, r *http.Request, next http.Handler) {
		next.ServeHTTP(httptest.NewRecorder(), r)
		panic(http.ErrAbortHandler)
	}}
}

// CutBody breaks the connection in the middle of the response's body. A response
// without a body arrives complete.
func CutBody() Fault {
	return Fault{func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		response := httptest.NewRecorder()
		next.ServeHTTP(response, r)
		body := response.Body.Bytes()
		maps.Copy(w.Header(), response.Header())
		if len(body) > 0 {
			w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		}
		w.WriteHeader(response.Code)
		if len(body) == 0 {
			return
		}
		_, _ = w.Write(body[:len(body)/2])
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}}
}

// ShortLength announces half of the response's body, so that what arrives is
// well framed and not complete.
func ShortLength() Fault {
	return rewritten(func(_ http.Header, body []byte) []byte { return body[:len(body)/2] })
}

// Trickle sends the response's body a byte at a time.
func Trickle(each time.Duration) Fault {
	return Fault{func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		response := httptest.NewRecorder()
		next.ServeHTTP(response, r)
		maps.Copy(w.Header(), response.Header())
		w.WriteHeader(response.Code)
		control := http.NewResponseController(w)
		for _, b := range response.Body.Bytes() {
			if _, err := w.Write([]byte{b}); err != nil || control.Flush() != nil || !pause(r, each) {
				return
			}
		}
	}}
}

// pause waits, and reports false if the client gave up meanwhile.
func pause(r *http.Request, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-r.Context().Done():
		return false
	}
}

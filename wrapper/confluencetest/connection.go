package confluencetest

import (
	"bytes"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strconv"
	"time"
)

// Delay delays the request. A client that gives up meanwhile is not served.
func Delay(late time.Duration) Fault {
	return does(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		own := r.WithContext(r.Context())
		if received(own) && pause(own, late) {
			next.ServeHTTP(w, own)
		}
	}).as("delay:%s", late)
}

// Hang never responds; the connection stays open until the client gives up.
func Hang() Fault {
	return does(func(_ http.ResponseWriter, r *http.Request, _ http.Handler) {
		if received(r) {
			<-r.Context().Done()
		}
	}).as("hang")
}

// Reset breaks the connection before the service sees the request.
func Reset() Fault {
	return does(func(http.ResponseWriter, *http.Request, http.Handler) {
		panic(http.ErrAbortHandler) // the way net/http offers to break a connection
	}).as("reset")
}

// ResetAfter lets the service apply the request and breaks the connection
// before the response. A write has happened.
func ResetAfter() Fault {
	return does(func(_ http.ResponseWriter, r *http.Request, next http.Handler) {
		next.ServeHTTP(httptest.NewRecorder(), r)
		panic(http.ErrAbortHandler)
	}).as("reset-after")
}

// CutBody breaks the connection in the middle of the response's body. A response
// without a body arrives complete.
func CutBody() Fault {
	return does(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
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
	}).as("cut")
}

// ShortLength announces half of the response's body, so that what arrives is
// well framed and not complete.
func ShortLength() Fault {
	return rewritten(func(_ http.Header, body []byte) []byte { return body[:len(body)/2] }).as("short-length")
}

// Trickle sends the response's body a byte at a time.
func Trickle(each time.Duration) Fault {
	return does(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
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
	}).as("trickle:%s", each)
}

// received takes the body of a request from the connection, since net/http notices
// only then that a client gives up. It reports false for one that has.
func received(r *http.Request) bool {
	const most = 16 << 20 // more than the test servers take
	body, err := io.ReadAll(io.LimitReader(r.Body, most))
	r.Body = io.NopCloser(io.MultiReader(bytes.NewReader(body), r.Body))
	return err == nil
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

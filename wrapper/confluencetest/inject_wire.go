package confluencetest

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"strconv"
	"time"
)

// Delay lets the service answer late.
func Delay(late time.Duration) Fault {
	return Fault{func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		if pause(r, late) {
			next.ServeHTTP(w, r)
		}
	}}
}

// Hang never answers; the connection stays open until the client gives up.
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
// before the answer. A write has happened.
func ResetAfter() Fault {
	return Fault{func(_ http.ResponseWriter, r *http.Request, next http.Handler) {
		next.ServeHTTP(httptest.NewRecorder(), r)
		panic(http.ErrAbortHandler)
	}}
}

// CutBody breaks the connection in the middle of the answer's body. An answer
// without a body arrives whole.
func CutBody() Fault {
	return Fault{func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		answer := httptest.NewRecorder()
		next.ServeHTTP(answer, r)
		body := answer.Body.Bytes()
		maps.Copy(w.Header(), answer.Header())
		if len(body) > 0 {
			w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		}
		w.WriteHeader(answer.Code)
		if len(body) == 0 {
			return
		}
		_, _ = w.Write(body[:len(body)/2])
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}}
}

// ShortLength announces half of the answer's body, so that what arrives is well
// framed and not whole.
func ShortLength() Fault {
	return rewritten(func(_ http.Header, body []byte) []byte { return body[:len(body)/2] })
}

// Trickle sends the answer's body a byte at a time.
func Trickle(each time.Duration) Fault {
	return Fault{func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		answer := httptest.NewRecorder()
		next.ServeHTTP(answer, r)
		maps.Copy(w.Header(), answer.Header())
		w.WriteHeader(answer.Code)
		control := http.NewResponseController(w)
		for _, b := range answer.Body.Bytes() {
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

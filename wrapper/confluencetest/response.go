package confluencetest

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
)

// Respond responds in place of the service, which is not reached. Header takes
// pairs of a name and a value. Without a contentType there is no Content-Type.
func Respond(status int, contentType, body string, header ...string) Fault {
	return does(func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		// A nil value keeps net/http from guessing the type.
		w.Header()["Content-Type"] = nil
		if contentType != "" {
			w.Header().Set("Content-Type", contentType)
		}
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body) // the client may be gone
	}).as("status:%d", status)
}

// RetryLater refuses with a status, such as 429 or 503, and a Retry-After of
// any kind; an empty one is left out. The SDK repeats a POST after a 503 only if
// there is one.
func RetryLater(status int, retryAfter string) Fault {
	var header []string
	if retryAfter != "" {
		header = []string{"Retry-After", retryAfter}
	}
	message := http.StatusText(status)
	if status == http.StatusTooManyRequests {
		message = "Rate limit exceeded."
	}
	return Respond(status, "application/json", `{"message":"`+message+`"}`, header...).
		as("%s", strings.TrimSuffix(fmt.Sprintf("status:%d:%s", status, retryAfter), ":"))
}

// Redirect redirects to another address.
func Redirect(status int, location string) Fault {
	return Respond(status, "text/html", "<html><head><title>Moved</title></head></html>", "Location", location).
		as("redirect:%d:%s", status, location)
}

// Lost lets the service apply the request and loses its response: a gateway
// gives up and responds with status. A write may have happened.
func Lost(status int) Fault {
	return does(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		next.ServeHTTP(httptest.NewRecorder(), r)
		Respond(status, "text/html", "<html><head><title>Gateway</title></head></html>").serve(w, r, next)
	}).as("lost:%d", status)
}

// Compressed sends the service's response compressed, as many proxies do.
func Compressed() Fault {
	return rewritten(func(h http.Header, body []byte) []byte {
		var packed bytes.Buffer
		z := gzip.NewWriter(&packed)
		_, _ = z.Write(body) // a buffer takes everything
		_ = z.Close()
		h.Set("Content-Encoding", "gzip")
		return packed.Bytes()
	}).as("gzip")
}

// MislabelledCompression says that the response is compressed, which it is not.
func MislabelledCompression() Fault {
	return rewritten(func(h http.Header, body []byte) []byte {
		h.Set("Content-Encoding", "gzip")
		return body
	}).as("mislabelled-gzip")
}

// HugeBody responds with 200 and a JSON object of the given size in bytes.
func HugeBody(size int64) Fault {
	return does(func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		w.Header().Set("Content-Type", "application/json")
		const head, tail = `{"x":"`, `"}`
		_, _ = io.WriteString(w, head)
		chunk := bytes.Repeat([]byte("x"), 64<<10)
		for left := size - int64(len(head)+len(tail)); left > 0; left -= int64(len(chunk)) {
			if _, err := w.Write(chunk[:min(left, int64(len(chunk)))]); err != nil {
				return // the client has had enough
			}
		}
		_, _ = io.WriteString(w, tail)
	}).as("huge:%d", size)
}

// rewritten changes the service's response.
func rewritten(change func(h http.Header, body []byte) []byte) Fault {
	return does(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		response := httptest.NewRecorder()
		next.ServeHTTP(response, r)
		body := response.Body.Bytes()
		if len(body) > 0 {
			body = change(response.Header(), body)
		}
		maps.Copy(w.Header(), response.Header())
		if len(body) > 0 {
			w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		}
		w.WriteHeader(response.Code)
		_, _ = w.Write(body) // the client may be gone
	})
}

// rewrittenPage changes the service's response where it is a page of a list.
func rewrittenPage(change func(page map[string]any)) Fault {
	return rewritten(func(_ http.Header, body []byte) []byte {
		var page map[string]any
		if json.Unmarshal(body, &page) != nil || page["results"] == nil {
			return body
		}
		change(page)
		changed, err := json.Marshal(page)
		if err != nil {
			return body
		}
		return changed
	})
}

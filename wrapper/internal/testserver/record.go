package testserver

import (
	"bytes"
	"io"
	"net/http"
	"strings"

	"github.com/getkin/kin-openapi/routers"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
)

// Exchanges returns what the server was asked, in the order of arrival.
func (s *Server) Exchanges() []confluencetest.Exchange {
	s.mu.Lock()
	defer s.mu.Unlock()
	seen := make([]confluencetest.Exchange, len(s.exchanges))
	for i, x := range s.exchanges {
		seen[i] = *x
	}
	return seen
}

// ForgetExchanges empties the record.
func (s *Server) ForgetExchanges() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.exchanges = nil
}

// record notes a request before it is served, so that the order is that of
// arrival, and returns a function that adds the status. The body of r can be
// read again.
func (s *Server) record(r *http.Request, operation, path string) (func(status int), error) {
	if r.Body == nil { // a request that never was on a wire
		r.Body = http.NoBody
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	r.ContentLength = int64(len(body)) // unknown until now if it came in chunks
	header := r.Header.Clone()
	if auth := header.Get("Authorization"); auth != "" {
		scheme, _, _ := strings.Cut(auth, " ")
		header.Set("Authorization", scheme+" …")
	}
	noted := &confluencetest.Exchange{
		Operation: operation, Method: r.Method, Path: path, Query: r.URL.RawQuery, Header: header, Body: body,
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.exchanges = append(s.exchanges, noted)
	return func(status int) {
		s.mu.Lock()
		defer s.mu.Unlock()
		noted.Status = status
	}, nil
}

// Recorded is the first stage: it notes the request, and the status before the
// client can have read it.
func (s *Server) Recorded(find func(*http.Request) *routers.Route, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		operation := ""
		if route := find(r); route != nil {
			operation = route.Operation.OperationID
		}
		note, err := s.record(r, operation, strings.TrimPrefix(r.URL.EscapedPath(), s.basePath))
		if err != nil {
			respond.Bare(http.StatusBadRequest, "the body broke off").Write(w)
			return
		}
		s.faulty(operation, s.limited(next)).ServeHTTP(&notedWriter{ResponseWriter: w, note: note}, r)
	})
}

// notedWriter hands on the status it is given.
type notedWriter struct {
	http.ResponseWriter

	note  func(status int)
	noted bool
}

// Unwrap lets faults reach what is below, to flush it.
func (w *notedWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// Write notes the status that goes without saying.
func (w *notedWriter) Write(p []byte) (int, error) {
	if !w.noted {
		w.noted = true
		w.note(http.StatusOK)
	}
	return w.ResponseWriter.Write(p)
}

// WriteHeader notes the status first.
func (w *notedWriter) WriteHeader(status int) {
	w.noted = true
	w.note(status)
	w.ResponseWriter.WriteHeader(status)
}

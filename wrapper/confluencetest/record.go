package confluencetest

import (
	"bytes"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/routers"
)

// Request is one request as it reached the server, with the status it got.
type Request struct {
	// Operation is the operationId it was routed to; empty where none matched.
	Operation string
	// Method is the HTTP method.
	Method string
	// Path is the escaped path, as it came, below the base path.
	Path string
	// Query is the raw query.
	Query string
	// Header holds the headers. The credential in Authorization is replaced by
	// its scheme.
	Header http.Header
	// Body is the whole body.
	Body []byte
	// Status is the answered status.
	Status int
}

// Requests returns what the server was asked, in the order of arrival.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	seen := make([]Request, len(s.requests))
	for i, r := range s.requests {
		seen[i] = *r
	}
	return seen
}

// ForgetRequests empties the record of requests.
func (s *Server) ForgetRequests() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = nil
}

// Violations returns how requests and answers departed from the contract. A
// test of a client should end with none.
func (s *Server) Violations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.violations)
}

func (s *Server) violation(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.violations = append(s.violations, text)
}

// record notes a request before it is answered, so that the order is that of
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
	noted := &Request{
		Operation: operation, Method: r.Method, Path: path, Query: r.URL.RawQuery, Header: header, Body: body,
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = append(s.requests, noted)
	return func(status int) {
		s.mu.Lock()
		defer s.mu.Unlock()
		noted.Status = status
	}, nil
}

// recorded is the first stage: it notes the request, and the status before the
// client can have read it.
func (s *Server) recorded(find func(*http.Request) *routers.Route, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		operation := ""
		if route := find(r); route != nil {
			operation = route.Operation.OperationID
		}
		note, err := s.record(r, operation, strings.TrimPrefix(r.URL.EscapedPath(), s.basePath))
		if err != nil {
			bareFault(http.StatusBadRequest, "the body broke off").write(w)
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

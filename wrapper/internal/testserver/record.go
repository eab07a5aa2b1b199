package testserver

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/getkin/kin-openapi/routers"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
)

const (
	// mostKept is how many requests, and how many violations, are kept at first.
	mostKept = 10_000
	// mostBytes is about how much memory the requests take that are kept, and the
	// violations.
	mostBytes = 32 << 20
	// keptBody is how much of a body is kept.
	keptBody = 64 << 10
)

// note is a request in the record.
type note struct {
	of *Server
	x  *confluencetest.Exchange
}

type noteKey struct{}

// noted returns the note of the request that a context is of, or nil.
func noted(ctx context.Context) *note {
	n, _ := ctx.Value(noteKey{}).(*note)
	return n
}

// status adds the status of the response.
func (n *note) status(status int) {
	if n == nil { // nothing is recorded
		return
	}
	n.of.mu.Lock()
	defer n.of.mu.Unlock()
	n.x.Status = status
}

// body adds the body, when it was read.
func (n *note) body(body []byte) {
	if n == nil {
		return
	}
	n.of.mu.Lock()
	defer n.of.mu.Unlock()
	n.x.Body = bytes.Clone(body[:min(len(body), keptBody)])
	n.x.BodySize = int64(len(body))
	n.of.exchanges.grow(len(n.x.Body))
}

// Exchanges returns the newest of what the server was asked, in the order of
// arrival.
func (s *Server) Exchanges() []confluencetest.Exchange {
	s.mu.Lock()
	defer s.mu.Unlock()
	notes := s.exchanges.all()
	seen := make([]confluencetest.Exchange, len(notes))
	for i, x := range notes {
		seen[i] = *x
		seen[i].Header, seen[i].Body = x.Header.Clone(), bytes.Clone(x.Body)
		seen[i].Violations = slices.Clone(x.Violations)
	}
	return seen
}

// ForgetExchanges empties the record.
func (s *Server) ForgetExchanges() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.exchanges.empty()
}

// Keep sets how many requests and how many violations are kept.
func (s *Server) Keep(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.exchanges.keep(n)
	s.violations.keep(n)
}

// Counts returns how many there were, kept or not.
func (s *Server) Counts() confluencetest.Counts {
	s.mu.Lock()
	defer s.mu.Unlock()
	return confluencetest.Counts{Requests: s.exchanges.total, Violations: s.violations.total}
}

// record notes a request before it is served, so that the order is that of
// arrival.
func (s *Server) record(r *http.Request, operation, path string) *note {
	s.mu.Lock()
	keeps := s.exchanges.most > 0
	if !keeps {
		s.exchanges.total++
		s.asked++
		s.mu.Unlock()
		return nil
	}
	s.mu.Unlock()
	header := r.Header.Clone()
	if sent := header.Values("Authorization"); len(sent) > 0 {
		header.Set("Authorization", redacted(sent))
	}
	n := &note{s, &confluencetest.Exchange{
		Operation: operation, Method: r.Method, Path: path, Query: r.URL.RawQuery, Header: header, Body: []byte{},
		Time: time.Now(),
	}}
	const usual = 300 // bytes of what has no text
	size := usual + len(path) + len(n.x.Query)
	for name, values := range header {
		size += len(name) + len(strings.Join(values, "")) + 2*len(values)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked++
	n.x.Number = s.asked
	s.exchanges.add(n.x, size)
	return n
}

// redacted leaves the scheme of a credential. What has no scheme may be the secret
// itself, and so may be what several headers say.
func redacted(sent []string) string {
	scheme, _, found := strings.Cut(sent[0], " ")
	if !found || len(sent) > 1 || strings.ContainsRune(scheme, '\t') {
		return "…"
	}
	return scheme + " …"
}

// Recorded is the stage that notes the request, and the status before the
// client can have read it.
func (s *Server) Recorded(find func(*http.Request) *routers.Route, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		operation := ""
		if route := find(r); route != nil {
			operation = route.Operation.OperationID
		}
		n := s.record(r, operation, strings.TrimPrefix(r.URL.EscapedPath(), s.basePath))
		r = r.WithContext(context.WithValue(r.Context(), noteKey{}, n))
		if err := n.peek(r); err != nil {
			respond.Bare(http.StatusBadRequest, "the body broke off").Write(w)
			return
		}
		s.faulty(operation, next).ServeHTTP(&notedWriter{ResponseWriter: w, note: n.status}, withSemicolons(r))
	})
}

// peek notes a small body at once, so that it is in the record whatever becomes
// of the request. Others are read after authentication.
func (n *note) peek(r *http.Request) error {
	if r.Body == nil { // a request that never was on a wire
		r.Body = http.NoBody
	}
	if r.ContentLength <= 0 || r.ContentLength > keptBody || r.Header.Get("Expect") != "" {
		return nil
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	n.body(body)
	return nil
}

// withSemicolons has semicolons stand for themselves in a query, as they do for
// the container that the service runs in. Package net/url would leave out what
// has one in it.
func withSemicolons(r *http.Request) *http.Request {
	if !strings.Contains(r.URL.RawQuery, ";") {
		return r
	}
	own, to := *r, *r.URL
	to.RawQuery = strings.ReplaceAll(to.RawQuery, ";", "%3B")
	own.URL = &to
	return &own
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

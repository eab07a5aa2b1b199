// Package faulttest gives every operation every fault, for the tests of both
// products: what an operation ought to make of a fault follows from its method
// and its documented answers alone, so that a new operation joins by itself.
package faulttest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"
)

// Operation is what decides how an operation takes a fault.
type Operation struct {
	// ID is the operationId.
	ID string
	// Method is the HTTP method.
	Method string
	// Path is the path template.
	Path string
	// Success lists the documented 2xx statuses.
	Success []int
	// Reads is whether the operation changes nothing.
	Reads bool
	// HasBody is whether every documented success has a body.
	HasBody bool
}

// Operations reads the operations of a contract.
func Operations(t *testing.T, contract string) []Operation {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromData([]byte(contract))
	require.NoError(t, err)
	var ops []Operation
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			o := Operation{ID: op.OperationID, Method: method, Path: path, Reads: method == http.MethodGet, HasBody: true}
			if reads, ok := op.Extensions["x-reads"].(bool); ok {
				o.Reads = reads
			}
			for status, response := range op.Responses.Map() {
				if n, err := strconv.Atoi(status); err == nil && n/100 == 2 {
					o.Success = append(o.Success, n)
					o.HasBody = o.HasBody && len(response.Value.Content) > 0
				}
			}
			ops = append(ops, o)
		}
	}
	return ops
}

// repeatable reports whether a request may be sent again when it is not known
// whether the first one was applied.
func (o Operation) repeatable() bool {
	switch {
	case o.Reads, o.Method == http.MethodPut:
		return true
	case o.Method == http.MethodDelete:
		return slices.Contains(o.Success, http.StatusNoContent)
	}
	return false
}

// RoundTrip is a transport.
type RoundTrip func(*http.Request) (*http.Response, error)

// RoundTrip sends a request.
func (f RoundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// Transport counts the bodies that a client has not closed.
type Transport struct {
	// Next does the work.
	Next http.RoundTripper

	open atomic.Int64
}

// RoundTrip sends a request.
func (c *Transport) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := c.Next.RoundTrip(r)
	if err == nil {
		c.open.Add(1)
		resp.Body = &countedBody{ReadCloser: resp.Body, open: &c.open}
	}
	return resp, err
}

// Open returns how many bodies are open.
func (c *Transport) Open() int64 { return c.open.Load() }

type countedBody struct {
	io.ReadCloser

	open *atomic.Int64
	once sync.Once
}

// Close closes the body and counts it once.
func (b *countedBody) Close() error {
	b.once.Do(func() { b.open.Add(-1) })
	return b.ReadCloser.Close()
}

// Log is a debug log that is kept.
type Log struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Logger returns a logger that writes everything, as JSON, to the log.
func (l *Log) Logger() *slog.Logger {
	return slog.New(slog.NewJSONHandler(l, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

// Write appends to the log.
func (l *Log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

// String returns what was logged.
func (l *Log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// RequireNoSecrets looks for secrets in every form in which an error, or what
// was logged, can come before somebody's eyes.
func RequireNoSecrets(t *testing.T, err error, log *Log, secrets ...string) {
	t.Helper()
	var forms bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
		fmt.Fprintf(&forms, verb+"\n", err)
	}
	if encoded, jsonErr := json.Marshal(err); jsonErr == nil {
		forms.Write(encoded)
	}
	slog.New(slog.NewTextHandler(&forms, nil)).Error("failed", "error", err)
	slog.New(slog.NewJSONHandler(&forms, nil)).Error("failed", "error", err)
	forms.WriteString(log.String())
	for _, secret := range secrets {
		require.NotEmpty(t, secret)
		require.NotContains(t, forms.String(), secret)
	}
}

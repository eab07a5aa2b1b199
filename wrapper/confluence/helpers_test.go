package confluence_test

import (
	"cmp"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/operation"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m)
}

// The connection under test has a base path, a contract of its own, and a
// credential that must never be seen in what it says.
const (
	site   = "https://confluence.example/base"
	secret = "s3cr3t-t0ken"
)

func operations() *operation.Table { return operation.NewTable(operationList()) }

func operationList() []operation.Operation {
	return []operation.Operation{
		{ID: "getThing", Method: "GET", Path: "/rest/api/thing/{id}", Success: []int{200}, Reads: true},
		{ID: "getCurrentThing", Method: "GET", Path: "/rest/api/thing/current", Success: []int{200}, Reads: true},
		{ID: "getPart", Method: "GET", Path: "/rest/api/thing/{id}/part/{key}", Success: []int{200}, Reads: true},
		{ID: "createThing", Method: "POST", Path: "/rest/api/thing", Success: []int{201}},
		{ID: "searchThings", Method: "POST", Path: "/rest/api/things/search", Success: []int{200}, Reads: true},
		{ID: "deleteHidden", Method: "DELETE", Path: "/rest/api/hidden/{id}", Success: []int{204}, HidesForbidden: true},
		{ID: "watchThing", Method: "POST", Path: "/rest/api/thing/{id}/watch", Success: []int{204}},
		{ID: "updateThing", Method: "PUT", Path: "/rest/api/thing/{id}", Success: []int{200, 204}},
		{ID: "deleteThing", Method: "DELETE", Path: "/rest/api/thing/{id}", Success: []int{204}},
		{ID: "deleteUser", Method: "DELETE", Path: "/rest/api/user/{id}", Success: []int{202}},
	}
}

func newConn(tb testing.TB, rt http.RoundTripper, options ...confluence.Option) *confluence.Conn {
	tb.Helper()
	client := &http.Client{Transport: rt}
	options = append([]confluence.Option{confluence.WithHTTPClient(client)}, options...)
	conn, err := confluence.NewConn(site, confluence.BearerToken(secret), operations(), options...)
	require.NoError(tb, err)
	return conn
}

// once is a connection that does not retry.
func once(tb testing.TB, rt http.RoundTripper, options ...confluence.Option) *confluence.Conn {
	tb.Helper()
	return newConn(tb, rt, append(options, confluence.WithRetry(confluence.RetryOptions{MaxRetries: -1}))...)
}

// answer is a response that was read to its end.
type answer struct {
	status int
	body   string
}

// do sends a request for a path below the base URL and reads the answer.
func do(ctx context.Context, conn *confluence.Conn, method, path, body string) (answer, error) {
	var content io.Reader
	if body != "" {
		content = strings.NewReader(body)
	}
	req, err := http.NewRequestWithContext(ctx, method, conn.BaseURL()+path, content)
	if err != nil {
		return answer{}, err
	}
	return send(conn, req) //nolint:contextcheck // it is in the request
}

func send(conn *confluence.Conn, req *http.Request) (answer, error) {
	resp, err := conn.Do(req)
	if err != nil {
		if resp != nil {
			return answer{}, errors.Join(errors.New("both an answer and an error"), err)
		}
		return answer{}, err
	}
	defer resp.Body.Close()
	got, err := io.ReadAll(resp.Body)
	return answer{resp.StatusCode, string(got)}, err
}

// seen is what a script keeps of a request.
type seen struct {
	method, url, host, body string
	header                  http.Header
	length                  int64
	at                      time.Time
}

type step func(req *http.Request) (*http.Response, error)

// script is a transport that answers with its steps, the last one again and
// again, and fails the test if a body is left open.
type script struct {
	steps []step

	mu   sync.Mutex
	seen []seen
	open int
}

func newScript(tb testing.TB, steps ...step) *script {
	tb.Helper()
	s := &script{steps: steps}
	tb.Cleanup(func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		require.Zero(tb, s.open, "bodies left open")
	})
	return s
}

func (s *script) RoundTrip(req *http.Request) (*http.Response, error) {
	var body []byte
	if req.Body != nil {
		var err error
		if body, err = io.ReadAll(req.Body); err != nil {
			return nil, err
		}
		req.Body.Close()
	}
	s.mu.Lock()
	s.seen = append(s.seen, seen{
		req.Method, req.URL.String(), cmp.Or(req.Host, req.URL.Host), string(body), req.Header.Clone(), req.ContentLength, time.Now(),
	})
	next := s.steps[min(len(s.seen), len(s.steps))-1]
	s.mu.Unlock()

	resp, err := next(req)
	if resp != nil && resp.Body != nil {
		s.mu.Lock()
		s.open++
		s.mu.Unlock()
		resp.Request = req
		resp.Body = &countedBody{ReadCloser: resp.Body, script: s}
	}
	return resp, err
}

func (s *script) requests() []seen {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]seen(nil), s.seen...)
}

type countedBody struct {
	io.ReadCloser

	script *script
	once   sync.Once
}

func (b *countedBody) Close() error {
	b.once.Do(func() {
		b.script.mu.Lock()
		b.script.open--
		b.script.mu.Unlock()
	})
	return b.ReadCloser.Close()
}

// reply answers with a status, a body and headers as "Name: value". A body that
// starts with a brace is sent as JSON.
func reply(status int, body string, headers ...string) step {
	return func(*http.Request) (*http.Response, error) {
		h := http.Header{}
		if strings.HasPrefix(body, "{") {
			h.Set("Content-Type", "application/json")
		}
		for _, line := range headers {
			name, value, _ := strings.Cut(line, ": ")
			h.Set(name, value)
		}
		return &http.Response{
			StatusCode: status, Status: http.StatusText(status), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
			Header: h, Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)),
		}, nil
	}
}

func fails(err error) step {
	return func(*http.Request) (*http.Response, error) { return nil, err }
}

// hangs answers nothing until the context ends.
func hangs(req *http.Request) (*http.Response, error) {
	<-req.Context().Done()
	return nil, req.Context().Err()
}

// withBody answers with a body of unknown length.
func withBody(status int, body io.ReadCloser, headers ...string) step {
	return func(req *http.Request) (*http.Response, error) {
		resp, err := reply(status, "", headers...)(req)
		resp.Body, resp.ContentLength = body, -1
		return resp, err
	}
}

// endless is a body whose next byte never comes; as that of net/http, closing it
// ends a Read.
type endless struct {
	closed chan struct{}
	once   sync.Once
}

func newEndless() *endless { return &endless{closed: make(chan struct{})} }

func (b *endless) Read([]byte) (int, error) {
	<-b.closed
	return 0, http.ErrBodyReadAfterClose
}

func (b *endless) Close() error {
	b.once.Do(func() { close(b.closed) })
	return nil
}

// serve runs a real HTTP server at the other end of in-memory connections.
func serve(t *testing.T, handler http.HandlerFunc) *http.Transport {
	t.Helper()
	listener := &pipes{conns: make(chan net.Conn), closed: make(chan struct{})}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: time.Minute}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = server.Serve(listener)
	}()
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) { return listener.dial(ctx) }
	transport := &http.Transport{DialContext: dial, DialTLSContext: dial}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		server.Close()
		<-done
	})
	return transport
}

type pipes struct {
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func (l *pipes) Accept() (net.Conn, error) {
	select {
	case conn := <-l.conns:
		return conn, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

func (l *pipes) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

func (l *pipes) Addr() net.Addr { return &net.UnixAddr{Name: "memory", Net: "pipe"} }

func (l *pipes) dial(ctx context.Context) (net.Conn, error) {
	ours, theirs := net.Pipe()
	select {
	case l.conns <- theirs:
		return ours, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// raw takes over the connection, writes text and closes it.
func raw(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(err)
		}
		defer conn.Close()
		_, _ = io.WriteString(conn, text)
	}
}

// hold answers after a while.
func hold(d time.Duration, s step) step {
	return func(req *http.Request) (*http.Response, error) {
		time.Sleep(d)
		return s(req)
	}
}

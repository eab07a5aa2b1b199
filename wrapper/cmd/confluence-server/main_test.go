package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

// No server that was stopped leaves a goroutine behind.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// running is the program at work.
type running struct {
	user       string // signs in with the token as password; else the token is a bearer token
	t          *testing.T
	url, token string
	started    string // all that was printed at first
	client     *http.Client
	stderr     *safeBuffer
	stop       func() (status int, printed string)
}

// writes hands on what is written, a write at a time.
type writes chan string

func (w writes) Write(p []byte) (int, error) {
	w <- string(p)
	return len(p), nil
}

type safeBuffer struct {
	mu     sync.Mutex
	buffer bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.String()
}

// start runs the program on a free port until the test ends, or earlier.
func start(t *testing.T, args ...string) *running {
	t.Helper()
	return startWith(t, "", args...)
}

// startWith is start with a text on standard input.
func startWith(t *testing.T, stdin string, args ...string) *running {
	t.Helper()
	stdout := make(writes, 2) // the announcement and the farewell
	r := &running{t: t, client: newHTTPClient(t), stderr: &safeBuffer{}}
	ctx, cancel := context.WithCancel(context.Background())
	status := make(chan int, 1)
	go func() {
		defer close(stdout)
		status <- runWith(ctx, append([]string{"-addr", "127.0.0.1:0"}, args...), strings.NewReader(stdin), stdout, r.stderr)
	}()
	r.stop = sync.OnceValues(func() (int, string) {
		cancel()
		return <-status, <-stdout
	})
	t.Cleanup(func() { r.stop() })
	announced, ok := <-stdout
	require.True(t, ok, r.stderr)
	first, _, _ := strings.Cut(announced, "\n")
	parts := regexp.MustCompile(`^confluence-server: .* at (\S+) \(user \S+, (?:bearer )?token (\S+)\)$`).FindStringSubmatch(first)
	require.NotNil(t, parts, announced)
	r.url, r.token, r.started = parts[1], parts[2], announced
	return r
}

// newHTTPClient returns a client whose connections end with the test, and that
// takes responses as they come.
func newHTTPClient(t *testing.T) *http.Client {
	t.Helper()
	transport := &http.Transport{DisableCompression: true}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// response is what a raw request got.
type response struct {
	status int
	header http.Header
	body   string
	err    error // of the connection or of the body
	took   time.Duration
}

// get sends a raw request of the administrator, with no help of the SDK.
func (r *running) get(path string) response { return r.do(http.MethodGet, path, "") }

// do is get for every method.
func (r *running) do(method, path, body string) response {
	return r.doIn(r.t.Context(), method, path, body)
}

func (r *running) doIn(ctx context.Context, method, path, body string) response {
	req, err := http.NewRequestWithContext(ctx, method, r.url+path, strings.NewReader(body))
	if err != nil {
		return response{err: err}
	}
	req.Header.Set("Authorization", "Bearer "+r.token)
	if r.user != "" { // the site itself takes no bearer token
		req.SetBasicAuth(r.user, r.token)
	}
	req.Header.Set("X-Atlassian-Token", "no-check")
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	begun := time.Now()
	resp, err := r.client.Do(req)
	if err != nil {
		return response{err: err, took: time.Since(begun)}
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	return response{resp.StatusCode, resp.Header, string(text), err, time.Since(begun)}
}

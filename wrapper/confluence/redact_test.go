package confluence_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// Whatever a transport or a token function wraps around the cause, the address
// does not show and the cause is found.
func TestErrorsHoldNoURL(t *testing.T) {
	t.Parallel()
	const address = "https://confluence.example/base/rest/api/thing/jane?email=j%40x.example"
	inner := &url.Error{Op: "Get", URL: address, Err: io.ErrUnexpectedEOF}
	for name, err := range map[string]error{
		"plain":       io.ErrUnexpectedEOF,
		"url.Error":   inner,
		"wrapped":     fmt.Errorf("proxy: %w", inner),
		"nested":      &url.Error{Op: "Post", URL: "https://proxy.example/?u=jane", Err: fmt.Errorf("tunnel: %w", inner)},
		"joined":      errors.Join(errors.New("first"), inner),
		"two":         fmt.Errorf("%w, then %w", &url.Error{Op: "Get", URL: "http://a.example/jane", Err: errors.New("a")}, inner),
		"in the text": fmt.Errorf("asking for %s: %w", address, io.ErrUnexpectedEOF),
		"only a part": fmt.Errorf("asking for /base/rest/api/thing/jane?email=j%%40x.example: %w", io.ErrUnexpectedEOF),
		"op error":    &net.OpError{Op: "read", Err: inner},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, got := do(t.Context(), once(t, newScript(t, fails(err))), "GET", "/rest/api/thing/jane?email=j%40x.example", "")
			require.ErrorIs(t, got, io.ErrUnexpectedEOF)
			var leak *url.Error
			require.NotErrorAs(t, got, &leak)
			for _, text := range []string{got.Error(), fmt.Sprintf("%+v", got), fmt.Sprintf("%#v", got)} {
				require.NotContains(t, text, "jane")
				require.NotContains(t, text, "x.example")
			}
			require.ErrorContains(t, got, "confluence: getThing: GET /rest/api/thing/{id}: ")
			require.ErrorContains(t, got, "unexpected EOF")
		})
	}
}

func TestTokenErrorsHoldNoURL(t *testing.T) {
	t.Parallel()
	auth := confluence.TokenFunc(func(context.Context) (string, error) {
		return "", fmt.Errorf("oauth2: %w", &url.Error{Op: "Post", URL: "https://auth.example/?secret=" + secret, Err: io.EOF})
	})
	conn, err := confluence.NewConn(site, auth, operations(), confluence.WithHTTPClient(&http.Client{Transport: newScript(t, hangs)}))
	require.NoError(t, err)
	_, err = do(t.Context(), conn, "GET", paths["GET"], "")
	require.ErrorIs(t, err, io.EOF)
	require.EqualError(t, err, "confluence: getThing: GET /rest/api/thing/{id}: getting a token: oauth2: EOF")
}

func TestTimeoutsAreFound(t *testing.T) {
	t.Parallel()
	_, err := do(t.Context(), once(t, newScript(t, fails(context.DeadlineExceeded))), "GET", paths["GET"], "")
	var timeout net.Error
	require.ErrorAs(t, err, &timeout)
	require.True(t, timeout.Timeout())
}

// A transport may write the path as it was sent or as it reads.
func TestErrorsHoldNoPath(t *testing.T) {
	t.Parallel()
	rt := newScript(t, func(req *http.Request) (*http.Response, error) {
		return nil, fmt.Errorf("%s and %s: %w", req.URL.Path, req.URL.EscapedPath(), io.EOF)
	})
	_, err := do(t.Context(), once(t, rt), "GET", "/rest/api/thing/j%C3%A4ne", "")
	require.EqualError(t, err, "confluence: getThing: GET /rest/api/thing/{id}: … and …: EOF")
	require.ErrorIs(t, err, io.EOF)
}

// TestOthersDoNotRepeatTheRequest: services and transports say what they were
// asked, and with what.
func TestOthersDoNotRepeatTheRequest(t *testing.T) {
	t.Parallel()
	const query = "?email=ada%40example.com"
	for name, said := range map[string]func(*http.Request) (*http.Response, error){
		"service, whole address": func(r *http.Request) (*http.Response, error) {
			body := `{"message":"RESTEASY003210: Could not find resource for full path: ` + r.URL.String() + `","reason":"` + r.URL.RawQuery + `"}`
			return &http.Response{StatusCode: http.StatusNotFound, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}, nil
		},
		"transport, decoded query": func(r *http.Request) (*http.Response, error) {
			return nil, fmt.Errorf("no mock for %s?email=%s", r.URL.Path, r.URL.Query().Get("email"))
		},
		"transport, headers": func(r *http.Request) (*http.Response, error) {
			return nil, fmt.Errorf("unexpected headers %v", r.Header)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rt := &answers{answer: func(_ int32, r *http.Request) (*http.Response, error) { return said(r) }}
			_, err := do(t.Context(), once(t, rt), "GET", "/rest/api/thing/ada-lovelace"+query, "")
			require.Error(t, err)
			for _, secret := range []string{"ada", "example.com", "s3cr3t"} {
				require.NotContains(t, fmt.Sprintf("%v %+v", err, err), secret)
				var log strings.Builder
				slog.New(slog.NewTextHandler(&log, nil)).Error("x", "error", err)
				require.NotContains(t, log.String(), secret)
			}
		})
	}
}

// The body that is kept of an error repeats neither the query nor a header, and
// no password of the request.
func TestErrorBodyIsRedacted(t *testing.T) {
	t.Parallel()
	rt := newScript(t, func(r *http.Request) (*http.Response, error) {
		echo := `{"message":"bad value o'p\"ss w0rd","headers":"` + r.Header.Get("Authorization") + `","uri":"` + r.URL.String() + `"}`
		return reply(400, echo)(r)
	})
	_, err := do(t.Context(), newConn(t, rt), "POST", "/rest/api/thing?email=ada%40example.com", `{"newPassword":"o'p\"ss w0rd","id":1}`)
	failure, ok := errors.AsType[*confluence.Error](err)
	require.True(t, ok)
	require.Equal(t, "bad value …", failure.Message)
	for _, text := range []string{failure.Error(), string(failure.Body), fmt.Sprintf("%#v", failure)} {
		for _, hidden := range []string{"ss w0rd", secret, "ada", "example.com"} {
			require.NotContains(t, text, hidden)
		}
	}
}

// TestOwnBodiesAreClosed: every copy that a request's own GetBody makes, those
// that are read to hide passwords among them.
func TestOwnBodiesAreClosed(t *testing.T) {
	t.Parallel()
	const content = `{"newPassword":"ssw0rd"}`
	open := 0
	makeBody := func() (io.ReadCloser, error) {
		open++
		return closing{strings.NewReader(content), func() { open-- }}, nil
	}
	rt := newScript(t, reply(400, `{"message":"bad value ssw0rd"}`))
	conn := newConn(t, rt)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, conn.BaseURL()+"/rest/api/thing", nil)
	require.NoError(t, err)
	req.GetBody, req.ContentLength = makeBody, int64(len(content))
	req.Body, err = makeBody()
	require.NoError(t, err)
	_, err = send(conn, req)
	require.ErrorContains(t, err, "bad value …")
	require.JSONEq(t, content, rt.requests()[0].body)
	require.Zero(t, open)
}

type closing struct {
	io.Reader

	end func()
}

func (c closing) Close() error {
	c.end()
	return nil
}

func TestProxyPasswordDoesNotShow(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		`invalid proxy address "http://ada:s3cr3t@proxy.example:8080"`, "proxyconnect http://ada:s3cr3t@proxy.example: refused",
		"proxyconnect http://ada:d0m@s3cr3t@proxy.example: refused", "proxyconnect http://s3cr3t@proxy.example: refused",
	} {
		_, err := do(t.Context(), once(t, newScript(t, fails(errors.New(text)))), "GET", paths["GET"], "")
		require.Error(t, err)
		require.NotContains(t, err.Error(), "s3cr3t")
		require.NotContains(t, err.Error(), "ada")
	}
}

// TestEscapedEchoIsRedacted: Java writes JSON with more escapes than Go does, and error
// pages have entities. What is kept of the body hides the request all the same.
func TestEscapedEchoIsRedacted(t *testing.T) {
	t.Parallel()
	escapes := func(text string) string {
		return strings.NewReplacer("=", `\u003d`, "&", `\u0026`, "'", `\u0027`, "/", `\/`, "+", `\u002B`, "?", `\u003f`).Replace(text)
	}
	entities := func(text string) string {
		return strings.NewReplacer("=", "&#61;", "&", "&amp;", "'", "&#39;", "+", "&#x2B;", "/", "&#x2f;").Replace(text)
	}
	for name, echo := range map[string]func(r *http.Request, password string) string{
		"JSON": func(r *http.Request, password string) string {
			return `{"message":"no","a\\u003d":"` + escapes(r.URL.String()+" "+r.Header.Get("Authorization")+" "+password) + `"}`
		},
		"page": func(r *http.Request, password string) string {
			return "<html><title>no</title>" + entities(r.URL.String()+" "+r.Header.Get("Authorization")+" "+password) + "</html>"
		},
		"both": func(r *http.Request, password string) string {
			return `{"page":"` + escapes(entities(r.URL.String()+" "+r.Header.Get("Authorization")+" "+password)) + `","plain":"` + r.URL.RawQuery + `"}`
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const password = "o'ne=two/three+four"
			rt := newScript(t, func(r *http.Request) (*http.Response, error) { return reply(400, echo(r, password))(r) })
			auth := confluence.BasicAuth("a?~", "t0ken>?>?") // with + and / and = in what is sent
			conn, err := confluence.NewConn(site, auth, operations(), confluence.WithTransport(rt))
			require.NoError(t, err)
			_, err = do(t.Context(), conn, "POST", "/rest/api/thing?email=ada%40example.com&x=1", `{"newPassword":"`+password+`"}`)
			failure, ok := errors.AsType[*confluence.Error](err)
			require.True(t, ok)
			_, sent, _ := strings.Cut(rt.requests()[0].header.Get("Authorization"), " ")
			require.Regexp(t, `[+/].*=$`, sent)
			for _, hidden := range []string{"email", "ada", sent, sent[:8], "two", "four"} {
				require.NotContains(t, string(failure.Body), hidden)
			}
			require.Contains(t, string(failure.Body), "…")
		})
	}
}

// TestCutEchoIsRedacted: where a text is cut, nothing shows of what was cut in two.
func TestCutEchoIsRedacted(t *testing.T) {
	t.Parallel()
	const password = "correct horse battery staple"
	for name, before := range map[string]int{"message": 500, "reason": 500, "body": 64 << 10} {
		for cut := 1; cut < len(password); cut += 5 {
			rt := newScript(t, func(r *http.Request) (*http.Response, error) {
				text := strings.Repeat("é", 12) + strings.Repeat("-", before-12-cut) + password + strings.Repeat("-", 64<<10)
				if name == "body" {
					return reply(400, text[12:])(r)
				}
				return reply(400, `{"message":"no","`+name+`":"`+text+`"}`)(r)
			})
			_, err := do(t.Context(), newConn(t, rt), "POST", "/rest/api/thing", `{"newPassword":"`+password+`"}`)
			failure, ok := errors.AsType[*confluence.Error](err)
			require.True(t, ok)
			for _, text := range []string{failure.Message, failure.Reason, string(failure.Body)} {
				require.False(t, strings.Contains(text, "-c"), "%s cut after %d", name, cut)
			}
		}
	}
}

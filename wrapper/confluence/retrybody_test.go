package confluence_test

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

func TestBodyIsTheSameOnEachAttempt(t *testing.T) {
	t.Parallel()
	const content = `{"name":"x"}`
	plain := func(r io.Reader) io.Reader { return io.MultiReader(r) } // no GetBody for this type
	for name, body := range map[string]io.Reader{
		"replayable": strings.NewReader(content), "one-way": plain(strings.NewReader(content)),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				rt := newScript(t, reply(429, ""), reply(429, ""), reply(201, "{}"))
				noted := &closeNoted{Reader: body}
				req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, site+"/rest/api/thing", body)
				require.NoError(t, err)
				req.Body = noted
				_, err = send(newConn(t, rt), req)
				require.NoError(t, err)
				require.Len(t, rt.requests(), 3)
				for _, r := range rt.requests() {
					require.Equal(t, content, r.body)
					require.EqualValues(t, len(content), r.length)
				}
				require.True(t, noted.closed)
			})
		})
	}
}

func TestBodyThatCannotBeRead(t *testing.T) {
	t.Parallel()
	rt := newScript(t, reply(201, "{}"))
	reader, writer := io.Pipe()
	writer.CloseWithError(errReset)
	_, err := do(t.Context(), newConn(t, rt), "POST", "/rest/api/thing", "x")
	require.NoError(t, err)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, site+"/rest/api/thing", reader)
	require.NoError(t, err)
	_, err = send(newConn(t, rt), req)
	require.ErrorIs(t, err, errReset)
	require.Len(t, rt.requests(), 1)

	broken := newScript(t, reply(429, "", "Retry-After: 0"), reply(201, "{}"))
	req, err = http.NewRequestWithContext(t.Context(), http.MethodPost, site+"/rest/api/thing", strings.NewReader("{}"))
	require.NoError(t, err)
	first, bodies := req.GetBody, 0
	req.GetBody = func() (io.ReadCloser, error) {
		if bodies++; bodies > 1 {
			return nil, errReset
		}
		return first()
	}
	_, err = send(newConn(t, broken), req)
	require.ErrorIs(t, err, errReset)
	require.Len(t, broken.requests(), 1)
}

// A jar adds its cookies to each attempt, not to those of the attempt before.
func TestCookiesDoNotPileUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		jar, err := cookiejar.New(nil)
		require.NoError(t, err)
		rt := newScript(t, reply(503, "", "Set-Cookie: JSESSIONID=1; Path=/"), reply(503, "", "Set-Cookie: JSESSIONID=2; Path=/"), reply(200, "{}"))
		client := &http.Client{Transport: rt, Jar: jar}
		conn, err := confluence.NewConn(site, confluence.BearerToken(secret), operations(), confluence.WithHTTPClient(client))
		require.NoError(t, err)
		_, err = do(t.Context(), conn, "GET", paths["GET"], "")
		require.NoError(t, err)
		var cookies []string
		for _, r := range rt.requests() {
			cookies = append(cookies, strings.Join(r.header["Cookie"], "|"))
			require.Equal(t, []string{"Bearer " + secret}, r.header["Authorization"])
		}
		require.Equal(t, []string{"", "JSESSIONID=1", "JSESSIONID=2"}, cookies)
		cookies = nil
		rt.seen = nil // there is one from the beginning
		rt.steps = []step{reply(503, ""), reply(503, ""), reply(200, "{}")}
		_, err = do(t.Context(), conn, "GET", paths["GET"], "")
		require.NoError(t, err)
		for _, r := range rt.requests() {
			cookies = append(cookies, strings.Join(r.header["Cookie"], "|"))
		}
		require.Equal(t, []string{"JSESSIONID=2", "JSESSIONID=2", "JSESSIONID=2"}, cookies)
	})
}

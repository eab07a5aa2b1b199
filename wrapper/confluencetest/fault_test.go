package confluencetest_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// TestFaults puts each fault before a service that has a list of four rows, and
// counts what reaches it.
func TestFaults(t *testing.T) {
	t.Parallel()
	const page = `{"results":[1,2],"start":0,"_links":{"next":"/x?start=2"}}`
	for name, c := range map[string]struct {
		fault  confluencetest.Fault
		query  string
		status int    // 0 where the connection breaks before
		body   string // what arrives of it
		broken bool   // the body breaks off
		served string // what the service is asked
		unseen bool   // the service is not reached
	}{
		"none":           {fault: confluencetest.Fault{}, status: 200, body: page},
		"respond":        {fault: confluencetest.Respond(418, "text/plain", "tea"), status: 418, body: "tea", unseen: true},
		"retry later":    {fault: confluencetest.RetryLater(429, "1"), status: 429, body: `{"message":"Rate limit exceeded."}`, unseen: true},
		"redirect":       {fault: confluencetest.Redirect(302, "/login"), status: 302, body: "<html><head><title>Moved</title></head></html>", unseen: true},
		"lost":           {fault: confluencetest.Lost(504), status: 504, body: "<html><head><title>Gateway</title></head></html>"},
		"huge":           {fault: confluencetest.HugeBody(12), status: 200, body: `{"x":"xxxx"}`, unseen: true},
		"delay":          {fault: confluencetest.Delay(time.Millisecond), status: 200, body: page},
		"reset":          {fault: confluencetest.Reset(), unseen: true},
		"reset after":    {fault: confluencetest.ResetAfter()},
		"cut":            {fault: confluencetest.CutBody(), status: 200, body: page[:len(page)/2], broken: true},
		"short length":   {fault: confluencetest.ShortLength(), status: 200, body: page[:len(page)/2]},
		"trickle":        {fault: confluencetest.Trickle(time.Microsecond), status: 200, body: page},
		"compressed":     {fault: confluencetest.Compressed(), status: 200, body: page},
		"endless next":   {fault: confluencetest.EndlessNext(), status: 200, body: `{"_links":{"next":"/rest/api/next?start=1"},"results":[1,2],"start":0}`},
		"no next":        {fault: confluencetest.NoNext(), status: 200, body: `{"_links":{},"results":[1,2],"start":0}`},
		"stuck page":     {fault: confluencetest.StuckPage(), query: "?start=2", status: 200, body: `{"_links":{"next":"/rest/api/next?start=1"},"results":[1,2],"start":0}`},
		"repeated rows":  {fault: confluencetest.RepeatedRows(), query: "?start=2", status: 200, body: `{"_links":{"next":"/x?start=2"},"results":[1,2],"start":2}`, served: "start=1"},
		"no row to take": {fault: confluencetest.RepeatedRows(), status: 200, body: page},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var asked []string
			service := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				asked = append(asked, r.URL.RawQuery)
				_, _ = io.WriteString(w, page)
			})
			server := httptest.NewServer(c.fault.Handler(service))
			client := server.Client()
			client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
			resp, err := client.Get(server.URL + c.query)
			if c.status == 0 {
				require.ErrorIs(t, err, io.EOF)
			} else {
				require.NoError(t, err)
				body, err := io.ReadAll(resp.Body)
				require.NoError(t, resp.Body.Close())
				require.Equal(t, c.broken, errors.Is(err, io.ErrUnexpectedEOF))
				require.Equal(t, c.status, resp.StatusCode)
				require.Equal(t, c.body, string(body))
			}
			server.Close() // no request is under way any more
			if c.unseen {
				require.Empty(t, asked)
			} else {
				require.Equal(t, []string{c.served}, asked)
			}
		})
	}
}

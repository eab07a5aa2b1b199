package testserver_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/routers"
	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver"
)

// A credential is not in the record, also where a client has left out the scheme
// or has put several headers.
func TestTheRecordHasNoCredential(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		sent []string
		kept []string
	}{
		"basic":     {[]string{"Basic c2VjcmV0"}, []string{"Basic …"}},
		"no scheme": {[]string{"secret"}, []string{"…"}},
		"a tab":     {[]string{"Bearer\tsecret"}, []string{"…"}},
		"twice":     {[]string{"", "Bearer secret"}, []string{"…"}},
		"none":      {nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := testserver.New("/", nil)
			none := func(*http.Request) *routers.Route { return nil }
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", http.NoBody)
			for _, value := range test.sent {
				r.Header.Add("Authorization", value)
			}
			s.Recorded(none, http.NotFoundHandler()).ServeHTTP(httptest.NewRecorder(), r)
			require.Equal(t, test.kept, s.Exchanges()[0].Header.Values("Authorization"))
		})
	}
}

// What Exchanges returns is the caller's.
func TestTheRecordIsNotTheCallers(t *testing.T) {
	t.Parallel()
	s := testserver.New("/", nil)
	none := func(*http.Request) *routers.Route { return nil }
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", strings.NewReader("text"))
	r.Header.Set("X-Test", "as it came")
	s.Recorded(none, http.NotFoundHandler()).ServeHTTP(httptest.NewRecorder(), r)
	for range 2 {
		seen := s.Exchanges()[0]
		require.Equal(t, "as it came", seen.Header.Get("X-Test"))
		require.Equal(t, "text", string(seen.Body))
		seen.Header.Set("X-Test", "changed")
		seen.Body[0] = '!'
	}
}

package cloud_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/testing/faulttest"
)

// TestEchoes: services and proxies repeat what they were sent. No error shows the
// credential, the account or the query of a request.
func TestEchoes(t *testing.T) {
	t.Parallel()
	const account, token = "557058:ada-lovelace", "api-token-0123456789"
	for name, body := range map[string]func(r *http.Request) string{
		"problem":   func(r *http.Request) string { return `{"title":"Bad","detail":"no ` + r.URL.String() + `"}` },
		"messages":  func(r *http.Request) string { return `{"errorMessages":["no ` + r.Header.Get("Authorization") + `"]}` },
		"one":       func(r *http.Request) string { return `{"errorMessage":"no ` + r.URL.RawQuery + `"}` },
		"a map":     func(r *http.Request) string { return `{"errors":{"accountId":"no ` + r.URL.RawQuery + `"}}` },
		"a page":    func(r *http.Request) string { return "<html>" + r.URL.RequestURI() + r.Header.Get("Authorization") },
		"a request": func(r *http.Request) string { return fmt.Sprintf("%s %s\n%v", r.Method, r.URL, r.Header) },
	} {
		client, err := cloud.New("https://example.com", confluence.BasicAuth("ada@example.com", token), confluence.WithTransport(
			faulttest.RoundTrip(func(r *http.Request) (*http.Response, error) {
				return &http.Response{StatusCode: http.StatusBadRequest, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body(r))), Request: r}, nil
			})))
		require.NoError(t, err)
		_, err = client.Users.Get(t.Context(), account, nil)
		failure, ok := errors.AsType[*confluence.Error](err)
		require.True(t, ok)
		require.NotEmpty(t, failure.Message, name)
		for _, text := range []string{err.Error(), fmt.Sprintf("%+v %#v", err, err), string(failure.Body)} {
			for _, hidden := range []string{"lovelace", token, "YWRhQGV4YW1wbGUuY29t"} {
				require.NotContains(t, text, hidden, name)
			}
		}
	}
}

package datacenter_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/internal/testing/faulttest"
)

// TestEchoes: services and proxies repeat what they were sent. No error shows a
// password or the credential of a request, however it was repeated.
func TestEchoes(t *testing.T) {
	t.Parallel()
	const password, token = `Tr0ub4dor<&"'\>é`, "pat-0123456789"
	plain, err := json.Marshal(password)
	require.NoError(t, err)
	unescaped := strings.NewReplacer(`<`, "<", `&`, "&", `>`, ">").Replace(string(plain))
	for name, body := range map[string]string{
		"as JSON":          `{"message":"bad value ` + strings.Trim(string(plain), `"`) + `"}`,
		"as JSON of Java":  `{"message":"bad value ` + strings.Trim(unescaped, `"`) + `"}`,
		"in an HTML page":  "<html><head><title>bad value " + html.EscapeString(password) + "</title></head></html>",
		"in other HTML":    "<html><body>bad value " + strings.ReplaceAll(html.EscapeString(password), "&#34;", "&quot;") + "</body></html>",
		"as text":          "bad value " + password,
		"whole request":    `{"message":"bad","request":{"password":` + string(plain) + `,"auth":"Bearer ` + token + `"}}`,
		"cut off":          `{"message":"bad value ` + strings.Trim(string(plain), `"`),
		"the header alone": `Authorization: Bearer ` + token,
	} {
		client, err := datacenter.New("https://example.com/confluence", confluence.BearerToken(token), confluence.WithTransport(
			faulttest.RoundTrip(func(r *http.Request) (*http.Response, error) {
				return &http.Response{StatusCode: http.StatusBadRequest, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
			})))
		require.NoError(t, err)
		user := good()
		user.Password = datacenter.NewPassword(password)
		_, createErr := client.Admin.CreateUser(t.Context(), user)
		for _, err := range []error{
			createErr,
			client.Admin.ChangePassword(t.Context(), "ann", user.Password),
			client.Users.ChangePassword(t.Context(), user.Password, datacenter.NewPassword("new")),
			client.Users.ChangePassword(t.Context(), datacenter.NewPassword("Tr0ub4"), user.Password),
			client.Users.ChangePassword(t.Context(), user.Password, datacenter.NewPassword("T")),
			client.Users.UpdateCurrent(t.Context(), datacenter.CurrentUserUpdate{FullName: "Ann", CurrentPassword: user.Password}),
		} {
			failure, ok := errors.AsType[*confluence.Error](err)
			require.True(t, ok)
			require.Equal(t, 400, failure.StatusCode)
			var log strings.Builder
			slog.New(slog.NewTextHandler(&log, nil)).Error("x", "error", err)
			encoded, jsonErr := json.Marshal(failure) //nolint:musttag // as a program would
			require.NoError(t, jsonErr)
			for _, text := range []string{err.Error(), fmt.Sprintf("%+v", err), string(failure.Body), log.String(), string(encoded)} {
				require.NotContains(t, text, "ub4dor", name)
				require.NotContains(t, text, token, name)
			}
		}
	}
}

package oauth_test

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/davecgh/go-spew/spew"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
	"golang.org/x/oauth2"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/oauth"
)

// printed returns a value in every form of printing and encoding.
func printed(t *testing.T, value any) string {
	t.Helper()
	var b strings.Builder
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x", "%X", "%p", "%T", "%t", "%c", "%e"} {
		fmt.Fprintf(&b, verb+"\n", value)
		fmt.Fprintf(&b, verb+"\n", []any{value, struct{ Value any }{value}, &value})
	}
	if raw, err := json.Marshal(value); err == nil {
		b.Write(raw)
	}
	if raw, err := xml.Marshal(value); err == nil {
		b.Write(raw)
	}
	func() {
		defer func() { _ = recover() }() // functions cannot be encoded
		if raw, err := yaml.Marshal(value); err == nil {
			b.Write(raw)
		}
	}()
	_ = gob.NewEncoder(&b).Encode(value)
	var log bytes.Buffer
	for _, handler := range []slog.Handler{slog.NewTextHandler(&log, nil), slog.NewJSONHandler(&log, nil)} {
		slog.New(handler).Error("failed", "value", value, "group", slog.GroupValue(slog.Any("inner", value)))
	}
	b.Write(log.Bytes())
	b.WriteString(spew.Sdump(value)) // follows pointers, also of unexported fields
	if err, ok := value.(error); ok {
		for ; err != nil; err = errors.Unwrap(err) {
			fmt.Fprintf(&b, "%+v %#v", err, err)
		}
	}
	return b.String()
}

// requireNone looks for secrets as they are and as others write them.
func requireNone(t *testing.T, text string, secrets ...string) {
	t.Helper()
	for _, secret := range secrets {
		require.NotEmpty(t, secret)
		for _, form := range []string{secret, url.QueryEscape(secret), fmt.Sprintf("%x", secret), fmt.Sprintf("%X", secret)} {
			require.NotContains(t, text, form)
		}
	}
}

func TestNothingPrintsASecret(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	round := w.app.Begin()
	back, err := w.around.Consent(round.URL(), w.ada)
	require.NoError(t, err)
	token, err := round.Exchange(t.Context(), back.Query())
	require.NoError(t, err)
	// What is printed follows pointers into the client, which must be at rest.
	w.options.HTTPClient = nil
	w.app = w.newApp(t, w.app.Config().ClientID, w.secret)
	store := oauth.NewMemoryStore()
	source := w.app.Source(store)
	require.NoError(t, source.Save(t.Context(), token))
	service, err := oauth.NewCloudService("service-id", "service-secret-of-many-letters", w.options)
	require.NoError(t, err)
	for name, value := range map[string]any{
		"app": w.app, "app value": *w.app, "consent": w.app.Resume(round.State(), round.Verifier()), "source": source, "store": store,
		"service": service, "credential": source.Credential(), "auth": source.Auth(), "options": w.options,
		"api token": oauth.APIToken("ada@example.com", "api-token-of-many-letters"), "access token": oauth.AccessToken(token.AccessToken),
	} {
		text := printed(t, value)
		requireNone(t, text, w.secret, round.Verifier(), round.State(), token.AccessToken, token.RefreshToken,
			"service-secret-of-many-letters", "api-token-of-many-letters", "YWRhQGV4YW1wbGUuY29tOmFwaS10b2tlbi1vZi1tYW55LWxldHRlcnM=")
		require.NotEmpty(t, text, name)
	}
}

// What the connection logs has no secret, either.
func TestNoLogHoldsASecret(t *testing.T) {
	t.Parallel()
	synctest.Test(t, testNoLogHoldsASecret)
}

func testNoLogHoldsASecret(t *testing.T) {
	t.Helper()
	w := newWorld(t)
	source := w.source(t, oauth.NewMemoryStore())
	held, err := source.Token()
	require.NoError(t, err)
	var log bytes.Buffer
	client, err := w.client(t, source).With(confluence.WithLogger(slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))))
	require.NoError(t, err)
	w.around.RevokeAccess(w.ada)
	_, err = client.Users.Current(t.Context(), nil)
	require.NoError(t, err)
	time.Sleep(2 * time.Minute)
	w.around.Revoke(w.ada)
	_, err = client.Users.Current(t.Context(), nil)
	require.ErrorIs(t, err, oauth.ErrConsent)
	last, _ := source.Token()
	require.Contains(t, log.String(), "getCurrentUser")
	requireNone(t, log.String(), w.secret, held.AccessToken, held.RefreshToken, last.AccessToken, last.RefreshToken)
}

// The identity provider repeats whatever it was sent, in whatever way.
func TestNoErrorHoldsASecret(t *testing.T) {
	t.Parallel()
	synctest.Test(t, testNoErrorHoldsASecret)
}

func testNoErrorHoldsASecret(t *testing.T) {
	t.Helper()
	w := newWorld(t)
	source := w.source(t, oauth.NewMemoryStore())
	held, err := source.Token()
	require.NoError(t, err)
	echo := func(status int, contentType, format string) confluencetest.Fault {
		body := format
		for _, secret := range []string{w.secret, held.RefreshToken, held.AccessToken} {
			body = strings.Replace(body, "§", secret, 1)
		}
		return confluencetest.Respond(status, contentType, body)
	}
	escaped := url.QueryEscape("+/" + w.secret)
	for name, fault := range map[string]confluencetest.Fault{
		"description": echo(403, "application/json", `{"error":"invalid_grant","error_description":"got § and § and §"}`),
		"code":        echo(403, "application/json", `{"error":"§","error_description":"§","error_uri":"https://x.example/§"}`),
		"escaped":     confluencetest.Respond(400, "application/json", `{"error":"invalid_request","error_description":"client_secret=`+escaped+`"}`),
		"page":        echo(500, "text/html", `<html>§ § §</html>`),
		"form":        echo(400, "text/plain", `error=§&error_description=§&error_uri=§`),
		"success":     echo(200, "application/json", `{"refresh_token":"§","x":"§","y":"§"}`),
		"not JSON":    echo(200, "application/json", `{"access_token":§§§`),
		"redirect":    confluencetest.Redirect(http.StatusFound, "https://x.example/?"+w.secret),
	} {
		w.around.Inject(cloudtest.EndpointToken, 0, fault)
		round := w.app.Begin()
		back, err := w.around.Consent(round.URL(), w.ada)
		require.NoError(t, err)
		secrets := []string{w.secret, held.RefreshToken, held.AccessToken, round.Verifier(), back.Query().Get("code")}
		_, err = round.Exchange(t.Context(), back.Query())
		require.Error(t, err, name)
		requireNone(t, printed(t, err), secrets...)
		_, err = source.Renew(t.Context(), held.AccessToken)
		require.Error(t, err, name)
		requireNone(t, printed(t, err), secrets...)
		empty := w.app.Source(oauth.NewMemoryStore())
		require.NoError(t, empty.Save(t.Context(), &oauth2.Token{AccessToken: held.AccessToken, RefreshToken: held.RefreshToken, Expiry: time.Unix(1, 0)}))
		_, err = w.client(t, empty).Users.Current(t.Context(), nil)
		require.Error(t, err, name)
		requireNone(t, printed(t, err), secrets...)
		w.around.Heal()
	}
	// What the person brings is not to be trusted, either.
	round := w.app.Begin()
	_, err = round.Exchange(t.Context(), url.Values{"state": {round.State()}, "error": {round.Verifier()}, "error_description": {"x " + w.secret}})
	requireNone(t, printed(t, err), w.secret, round.Verifier(), round.State())
}

// Somebody else's transport may name the proxy that it cannot reach.
func TestProxyPasswordDoesNotShow(t *testing.T) {
	t.Parallel()
	broken := &http.Transport{Proxy: func(*http.Request) (*url.URL, error) {
		return nil, errors.New(`invalid proxy address "http://ada:pr0xy-s3cret@proxy.example:8080"`)
	}}
	options := &oauth.Options{HTTPClient: &http.Client{Transport: broken}}
	_, err := oauth.CloudID(t.Context(), "https://one.example", options)
	require.ErrorIs(t, err, confluence.ErrUnavailable)
	require.ErrorContains(t, err, "proxy.example:8080")
	requireNone(t, printed(t, err), "pr0xy-s3cret")
}

// Nothing that follows pointers finds the token that was rejected, while another one
// is asked for.
func TestRejectedTokenDoesNotShow(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		store := &failing{Store: oauth.NewMemoryStore()}
		source := w.source(t, store)
		held, err := source.Token()
		require.NoError(t, err)
		var shown string
		store.load = func() error {
			synctest.Wait()
			config := spew.ConfigState{MaxDepth: 4, DisableMethods: true}
			shown = config.Sdump(source)
			return nil
		}
		_, err = source.Renew(t.Context(), held.AccessToken)
		require.NoError(t, err)
		require.Contains(t, shown, "rejected")
		requireNone(t, shown, held.AccessToken)
	})
}

package oauth_test

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/oauth"
)

func TestConsentAddress(t *testing.T) {
	t.Parallel()
	app, err := oauth.NewCloudApp("id", "secret", redirectURL, []string{"read:user:confluence"}, nil)
	require.NoError(t, err)
	round := app.Begin()
	u, err := url.Parse(round.URL())
	require.NoError(t, err)
	require.Equal(t, "https://auth.atlassian.com/authorize", u.Scheme+"://"+u.Host+u.Path)
	q := u.Query()
	require.Equal(t, "api.atlassian.com", q.Get("audience"))
	require.Equal(t, "consent", q.Get("prompt"))
	require.Equal(t, "read:user:confluence offline_access", q.Get("scope"))
	require.Equal(t, "code", q.Get("response_type"))
	require.Equal(t, redirectURL, q.Get("redirect_uri"))
	require.Equal(t, round.State(), q.Get("state"))
	require.Equal(t, "S256", q.Get("code_challenge_method"))
	require.Equal(t, oauth2.S256ChallengeFromVerifier(round.Verifier()), q.Get("code_challenge"))
	require.NotContains(t, round.URL(), round.Verifier())

	other := app.Begin()
	require.NotEqual(t, round.State(), other.State())
	require.NotEqual(t, round.Verifier(), other.Verifier())
	require.Equal(t, round.URL(), app.Resume(round.State(), round.Verifier()).URL())
}

func TestConsent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	source := w.source(t, oauth.NewMemoryStore())
	me, err := w.client(t, source).Users.Current(t.Context(), nil)
	require.NoError(t, err)
	require.Equal(t, w.ada, me.AccountID)
}

func TestConsentRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	round := w.app.Begin()
	back, err := w.around.Refuse(round.URL())
	require.NoError(t, err)
	_, err = round.Exchange(t.Context(), back.Query())
	require.ErrorIs(t, err, oauth.ErrDenied)
	require.ErrorContains(t, err, "access_denied")
}

func TestConsentOfSomebodyElse(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	round, other := w.app.Begin(), w.app.Begin()
	back, err := w.around.Consent(other.URL(), w.ada)
	require.NoError(t, err)
	for name, query := range map[string]url.Values{
		"another state": back.Query(),
		"no state":      {"code": back.Query()["code"]},
		"no code":       {"state": {round.State()}},
		"nothing":       {},
	} {
		_, err := round.Exchange(t.Context(), query)
		require.ErrorIs(t, err, oauth.ErrState, name)
	}
	// The state alone is not enough: the verifier is another one.
	_, err = w.app.Resume(other.State(), round.Verifier()).Exchange(t.Context(), back.Query())
	require.ErrorIs(t, err, oauth.ErrConsent)
	_, err = w.app.Resume("", "").Exchange(t.Context(), url.Values{"code": back.Query()["code"]})
	require.ErrorIs(t, err, oauth.ErrState)
}

func TestConsentSpentCode(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	round := w.app.Begin()
	back, err := w.around.Consent(round.URL(), w.ada)
	require.NoError(t, err)
	_, err = round.Exchange(t.Context(), back.Query())
	require.NoError(t, err)
	_, err = round.Exchange(t.Context(), back.Query())
	require.ErrorIs(t, err, oauth.ErrConsent)
}

func TestWrongSecret(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.app.Config().ClientID
	w.app = w.newApp(t, id, "wrong")
	round := w.app.Begin()
	back, err := w.around.Consent(round.URL(), w.ada)
	require.NoError(t, err)
	_, err = round.Exchange(t.Context(), back.Query())
	require.ErrorIs(t, err, oauth.ErrClient)
	require.NotErrorIs(t, err, oauth.ErrConsent)
}

func TestArguments(t *testing.T) {
	t.Parallel()
	for name, make := range map[string]func() error{
		"no id":       func() error { _, err := oauth.NewCloudApp("", "s", redirectURL, nil, nil); return err },
		"no secret":   func() error { _, err := oauth.NewCloudApp("i", "", redirectURL, nil, nil); return err },
		"no redirect": func() error { _, err := oauth.NewCloudApp("i", "s", "", nil, nil); return err },
		"plain http": func() error {
			_, err := oauth.NewCloudApp("i", "s", redirectURL, nil, &oauth.Options{AuthURL: "http://auth.example"})
			return err
		},
		"password": func() error {
			_, err := oauth.NewCloudApp("i", "s", redirectURL, nil, &oauth.Options{GatewayURL: "https://a:b@c.example"})
			return err
		},
		"service": func() error { _, err := oauth.NewCloudService("i", "", nil); return err },
		"scope": func() error {
			_, err := oauth.NewDataCenterService("https://c.example", "i", "s", "ROOT", nil)
			return err
		},
		"app scope": func() error {
			_, err := oauth.NewDataCenterApp("https://c.example", "i", "s", redirectURL, "", nil)
			return err
		},
		"base": func() error {
			_, err := oauth.NewDataCenterApp("http://c.example", "i", "s", redirectURL, oauth.ScopeRead, nil)
			return err
		},
		"base query": func() error {
			_, err := oauth.NewDataCenterApp("https://c.example?x", "i", "s", redirectURL, oauth.ScopeRead, nil)
			return err
		},
		"site":      func() error { _, err := oauth.CloudID(t.Context(), "http://c.example", nil); return err },
		"site path": func() error { _, err := oauth.CloudID(t.Context(), "https://c.example/jira", nil); return err },
		"no credential": func() error {
			_, err := oauth.Connect(t.Context(), "https://c.example", oauth.Credential{}, nil)
			return err
		},
	} {
		require.ErrorIs(t, make(), confluence.ErrInvalid, name)
	}
}

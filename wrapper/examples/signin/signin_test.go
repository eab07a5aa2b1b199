//go:build !js

package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/oauth"
)

// world is an in-memory server that the program signs in to.
func world(t *testing.T) (settings, *cloudtest.SignIn, string) {
	t.Helper()
	site := cloudtest.Start(t)
	around := cloudtest.StartSignIn(t, site)
	held, err := hold(t.Context())
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, held.release()) })
	s := settings{
		site: around.URL(), redirect: held.redirect(), listen: held.listen,
		tokenFile: filepath.Join(t.TempDir(), "token.json"),
		options:   &oauth.Options{AuthURL: around.URL(), GatewayURL: around.URL()},
	}
	s.clientID, s.clientSecret = around.AddApp(s.redirect)
	return s, around, site.AdminID()
}

// start runs the program once.
func start(t *testing.T, s settings) (string, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var out bytes.Buffer
	err := signIn(ctx, &out, s)
	return out.String(), err
}

// press opens an address in a real browser, presses a button of the consent
// page, and returns what the browser shows in the end.
func press(t *testing.T, button string, shown *string) func(string) error {
	t.Helper()
	var program string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			program = found
			break
		}
	}
	if program == "" {
		t.Skip("there is no chromium to drive; Debian's package chromium has one")
	}
	return func(address string) error {
		options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.UserDataDir(t.TempDir()))
		ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
		defer cancel()
		ctx, cancel = chromedp.NewContext(ctx)
		defer cancel()
		ctx, cancel = context.WithTimeout(ctx, 50*time.Second)
		defer cancel()
		err := chromedp.Do(ctx, chromedp.Navigate(address), chromedp.Click(chromedp.ID(button)))
		if err != nil {
			return err
		}
		*shown, err = chromedp.Run(ctx, chromedp.Text(chromedp.ID("said")))
		return err
	}
}

func TestConsentInABrowser(t *testing.T) {
	t.Parallel()
	s, around, _ := world(t)
	var shown string
	s.open = press(t, "accept", &shown)
	out, err := start(t, s)
	require.NoError(t, err)
	require.Contains(t, out, "Signed in as Site Administrator")
	require.Contains(t, shown, "You are signed in.")

	// The second start asks nothing, and neither does one whose token has expired.
	s.open = func(string) error { return errors.New("nobody should be asked") }
	out, err = start(t, s)
	require.NoError(t, err)
	require.Equal(t, "Signed in as Site Administrator, a member of 0 groups.\n", out)
	require.NoError(t, err)
	require.Zero(t, around.TokenUses().Refused)
}

func TestRefusalInABrowser(t *testing.T) {
	t.Parallel()
	s, _, _ := world(t)
	var shown string
	s.open = press(t, "cancel", &shown)
	_, err := start(t, s)
	require.ErrorIs(t, err, oauth.ErrDenied)
	require.Contains(t, shown, "You have not consented.")
	require.NoFileExists(t, s.tokenFile)
}

// clicks does without a browser what a person does in one.
func clicks(t *testing.T, around *cloudtest.SignIn, account string, before ...string) func(string) error {
	t.Helper()
	return func(address string) error {
		for _, other := range before {
			get(t, other, http.StatusBadRequest)
		}
		back, err := around.Consent(address, account)
		if err != nil {
			return err
		}
		get(t, back.String(), http.StatusOK)
		return nil
	}
}

func get(t *testing.T, address string, want int) {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.Get(address)
	require.NoError(t, err)
	_, _ = io.Copy(io.Discard, resp.Body)
	require.NoError(t, resp.Body.Close())
	require.Equal(t, want, resp.StatusCode)
}

// What others have the browser call is no consent, and does not end the wait.
func TestForgedCallback(t *testing.T) {
	t.Parallel()
	s, around, admin := world(t)
	s.open = clicks(t, around, admin, s.redirect+"?code=stolen&state=guessed", s.redirect+"?error=access_denied", s.redirect)
	out, err := start(t, s)
	require.NoError(t, err)
	require.Contains(t, out, "Signed in as Site Administrator")
}

// A grant that was withdrawn is asked for again.
func TestConsentAgain(t *testing.T) {
	t.Parallel()
	s, around, admin := world(t)
	s.open = clicks(t, around, admin)
	_, err := start(t, s)
	require.NoError(t, err)
	around.Revoke(admin)
	out, err := start(t, s)
	require.NoError(t, err)
	require.Contains(t, out, "Your browser asks you for consent.")
	require.Contains(t, out, "Signed in as Site Administrator")
}

// With no setting, the program has a server of its own.
func TestDemo(t *testing.T) {
	t.Parallel()
	asked := 0
	var out bytes.Buffer
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	err := run(ctx, &out, func(string) string { return "" }, func(address string) error {
		asked++
		client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
		resp, err := client.Get(address)
		if err != nil {
			return err
		}
		form, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		proposed := regexp.MustCompile(`id="account" value="([^"]+)"`).FindSubmatch(form)
		require.NotNil(t, proposed, string(form))
		require.NoError(t, err)
		resp, err = client.PostForm(address, url.Values{"decision": {"accept"}, "account": {string(proposed[1])}})
		if err != nil {
			return err
		}
		return resp.Body.Close()
	})
	require.NoError(t, err)
	require.Equal(t, 1, asked)
	require.Equal(t, 2, bytes.Count(out.Bytes(), []byte("Signed in as Site Administrator")))
}

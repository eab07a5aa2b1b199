package cli_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
)

// TestLogin: a person consents once, and no command asks again, also when the token
// has to be renewed. Nothing that is secret shows, and nobody else can read it.
func TestLogin(t *testing.T) {
	t.Parallel()
	d, on, around := cloudDesk(t)
	group := on.AddGroup("writers")
	ann, ben := on.AddUser(cloudtest.User{Name: "Ann"}), on.AddUser(cloudtest.User{Name: "Ben"})
	d.clicks(around, on.AdminID(), "?code=stolen&state=guessed", "?error=access_denied", "")
	got := d.login("-url", around.URL()+"/", "-product", "cloud")
	require.Equal(t, 0, got.status, got.err)
	require.Equal(t, "Signed in to "+around.URL()+" as Site Administrator ("+on.AdminID()+").\n"+
		"default: "+around.URL()+" (cloud) as "+on.AdminID()+", a grant in a file\n", got.out)
	require.Contains(t, got.err, "Your browser asks you for consent. If it does not, open this address:\n  "+around.URL()+"/authorize?")
	shown := got.out + got.err

	d.forget()
	file := write(t, "people.csv", "Account id,Group\n"+ann+",writers\n"+ben+",writers\n")
	d.line = func(line string) {
		if strings.Contains(line, `"event":"done"`) && around.TokenUses().Refreshes == 0 {
			around.RevokeAccess(on.AdminID())
		}
	}
	got = d.run("members", file, "-apply", "-json", "-verbose", "-journal", filepath.Join(t.TempDir(), "journal"))
	require.Equal(t, 0, got.status, got.out+got.err)
	require.ElementsMatch(t, []string{ann, ben}, on.GroupMembers(group))
	require.Equal(t, 1, around.TokenUses().Refreshes)
	shown += got.out + got.err
	around.RevokeAccess(on.AdminID())
	got = d.run("audit", "-journal", filepath.Join(t.TempDir(), "journal"))
	require.Equal(t, 0, got.status, got.err)
	require.Equal(t, 2, around.TokenUses().Refreshes)
	require.Zero(t, around.TokenUses().Refused)
	shown += got.out + got.err

	kept := d.secrets()
	require.Greater(t, len(kept), 3, "that of the app, twice, and two tokens")
	for _, secret := range kept {
		require.NotContains(t, shown, secret)
	}
	if runtime.GOOS != "windows" { // where permissions are others
		for _, name := range []string{"profile.json", "token", "client"} {
			info, err := os.Stat(filepath.Join(d.env["CONFLUENCE_PROFILES"], "default", name))
			require.NoError(t, err)
			require.Equal(t, os.FileMode(0o600), info.Mode().Perm(), name)
		}
	}
}

// TestLoginWithdrawn: a grant that is withdrawn in the middle ends the run with the
// advice to sign in again, after which the same command does the rest.
func TestLoginWithdrawn(t *testing.T) {
	t.Parallel()
	d, on, around := cloudDesk(t)
	group := on.AddGroup("writers")
	ann, ben := on.AddUser(cloudtest.User{Name: "Ann"}), on.AddUser(cloudtest.User{Name: "Ben"})
	d.clicks(around, on.AdminID())
	signIn := []string{"-url", around.URL(), "-product", "cloud", "-profile", "work"}
	require.Equal(t, 0, d.login(signIn...).status)
	args := []string{
		"members", write(t, "people.csv", "Account id,Group\n"+ann+",writers\n"+ben+",writers\n"),
		"-apply", "-json", "-profile", "work", "-journal", filepath.Join(t.TempDir(), "journal"),
	}
	d.line = func(line string) {
		if strings.Contains(line, `"event":"done"`) {
			around.Revoke(on.AdminID())
		}
	}
	got := d.run(args...)
	require.Equal(t, 1, got.status, got.out)
	require.Contains(t, got.out, `"done":1`)
	require.Contains(t, got.out, `"left":1`)
	require.Contains(t, got.out, "the sign-in is not accepted any more; run “confluence-people login -profile work” again")
	require.Len(t, on.GroupMembers(group), 1)
	d.line = nil
	got = d.run(args...)
	require.Equal(t, 1, got.status)
	require.Contains(t, got.out, "run “confluence-people login -profile work” again")
	require.Equal(t, 0, d.login(signIn...).status)
	require.Equal(t, 0, d.run(args...).status)
	require.ElementsMatch(t, []string{ann, ben}, on.GroupMembers(group))
	// Without an end of the run, too.
	around.Revoke(on.AdminID())
	got = d.run("audit", "-profile", "work")
	require.Equal(t, 1, got.status)
	require.Contains(t, got.err, "run “confluence-people login -profile work” again")
}

// TestLoginWithoutBrowser: where none opens, the address is told, also with -q.
func TestLoginWithoutBrowser(t *testing.T) {
	t.Parallel()
	d, on, around := cloudDesk(t)
	d.clicks(around, on.AdminID())
	click := d.browse
	d.browse = func(address string) error {
		return errors.Join(errors.New("no display"), click(address))
	}
	for _, args := range [][]string{nil, {"-q"}} {
		got := d.login(append(args, "-url", around.URL(), "-product", "cloud")...)
		require.Equal(t, 0, got.status, got.err)
		require.Contains(t, got.err, "the browser cannot be opened (no display); open ")
		require.Contains(t, got.err, around.URL()+"/authorize?")
		require.Equal(t, 1, strings.Count(got.err, "/authorize?"), got.err)
	}
}

// TestLoginRenewalIsKept: a program that is told to end while its token is renewed
// keeps the new one first: the old one is of no use any more.
func TestLoginRenewalIsKept(t *testing.T) {
	t.Parallel()
	d, on, around := cloudDesk(t)
	ctx, end := context.WithCancel(t.Context())
	defer end()
	to, err := url.Parse(around.URL())
	require.NoError(t, err)
	var ending atomic.Bool
	pass := httputil.NewSingleHostReverseProxy(to)
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if ending.Load() && r.URL.Path == "/oauth/token" {
			end()
			time.Sleep(200 * time.Millisecond)
		}
		pass.ServeHTTP(w, r)
	}))
	t.Cleanup(front.Close)
	d.env["CONFLUENCE_AUTH_URL"] = front.URL
	d.clicks(around, on.AdminID())
	require.Equal(t, 0, d.login("-url", around.URL(), "-product", "cloud").status)
	d.forget()
	file := filepath.Join(d.env["CONFLUENCE_PROFILES"], "default", "token")
	before := read(t, file)

	ending.Store(true)
	d.end = func() context.Context { return ctx }
	around.RevokeAccess(on.AdminID())
	require.Equal(t, 1, d.run("audit", "-estimate").status)
	require.NotEqual(t, before, read(t, file))
	d.end = nil
	require.Equal(t, 0, d.run("audit", "-estimate").status)
	require.Equal(t, 1, around.TokenUses().Refreshes)
	require.Zero(t, around.TokenUses().Repeated)
}

// TestLoginFails: what goes wrong is told, and nothing is kept.
func TestLoginFails(t *testing.T) {
	t.Parallel()
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"cloudId":"00000000-0000-0000-0000-000000000000"}`))
	}))
	t.Cleanup(elsewhere.Close)
	for name, c := range map[string]struct {
		args   []string
		change func(d *desk, around *cloudtest.SignIn)
		status int
		want   string
	}{
		"a person who refuses": {nil, func(d *desk, around *cloudtest.SignIn) {
			d.browse = func(address string) error {
				back, err := around.Refuse(address)
				require.NoError(t, err)
				d.visit(back.String(), http.StatusOK)
				return nil
			}
		}, 1, "the person did not consent"},
		"a wrong secret": {nil, func(d *desk, _ *cloudtest.SignIn) {
			d.env["CONFLUENCE_CLIENT_SECRET"] = "guessed"
			d.failing = true
		}, 1, "the client id or secret is not accepted"},
		"another site":       {[]string{"-url", elsewhere.URL}, nil, 1, "not for " + elsewhere.URL + "; consent again and choose that site"},
		"no app":             {nil, func(d *desk, _ *cloudtest.SignIn) { delete(d.env, "CONFLUENCE_CLIENT_ID") }, 2, "no app: give -client-id"},
		"no secret":          {nil, func(d *desk, _ *cloudtest.SignIn) { delete(d.env, "CONFLUENCE_CLIENT_SECRET") }, 2, "set CONFLUENCE_CLIENT_SECRET"},
		"a far callback":     {[]string{"-callback", "https://example.com/callback"}, nil, 2, "-callback is"},
		"no place":           {[]string{"-store", "pocket"}, nil, 2, "not keyring or file"},
		"a name with a path": {[]string{"-profile", "../x"}, nil, 2, "letters, digits"},
		"the demo":           {[]string{"-demo"}, nil, 2, "signed in already"},
		"no product":         {[]string{"-product", "jira"}, nil, 2, "not cloud or datacenter"},
		"no site of a Data Center": {[]string{"-product", "datacenter"}, func(d *desk, _ *cloudtest.SignIn) {
			delete(d.env, "CONFLUENCE_URL")
		}, 2, "no site"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, on, around := cloudDesk(t)
			d.clicks(around, on.AdminID())
			d.env["CONFLUENCE_URL"], d.env["CONFLUENCE_PRODUCT"] = around.URL(), "cloud"
			if c.change != nil {
				c.change(d, around)
			}
			got := d.login(c.args...)
			require.Equal(t, c.status, got.status, got.out+got.err)
			require.Contains(t, got.err, c.want)
			require.NotContains(t, got.out+got.err, d.secret)
			require.Empty(t, d.run("profiles").out)
			require.NoDirExists(t, d.env["CONFLUENCE_PROFILES"])
		})
	}
}

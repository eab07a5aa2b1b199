package cli_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"maps"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/cli"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

// provider is the surroundings of a site of either product.
type provider interface {
	Consent(address, account string) (*url.URL, error)
	AddApp(redirects ...string) (clientID, clientSecret string)
	URL() string
}

// desk is a machine on which somebody signs in. Its port for the browser is its
// own.
type desk struct {
	t        *testing.T
	port     heldPort
	callback string
	secret   string
	env      map[string]string
	stdin    string
	// typed is what the person types when asked for a secret.
	typed func() (string, error)
	// browse is what the person does when the browser opens.
	browse func(address string) error
	// failing is whether signing in fails after that.
	failing bool
	// end gives what ends the program; nil for the test alone.
	end func() context.Context
	// line is told each line of the report.
	line func(line string)
}

func newDesk(t *testing.T, around provider) *desk {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	port := heldPort{listener.(*net.TCPListener)}
	t.Cleanup(func() { port.TCPListener.Close() })
	_, number, err := net.SplitHostPort(port.Addr().String())
	require.NoError(t, err)
	d := &desk{
		t: t, port: port, callback: "http://localhost:" + number + "/callback",
		env:    map[string]string{"CONFLUENCE_PROFILES": filepath.Join(t.TempDir(), "profiles")},
		browse: func(string) error { return errors.New("nobody should be asked") },
	}
	if around != nil {
		d.env["CONFLUENCE_CLIENT_ID"], d.secret = around.AddApp(d.callback)
		d.env["CONFLUENCE_CLIENT_SECRET"] = d.secret
	}
	return d
}

// heldPort stays taken between two sign-ins: no other program gets it meanwhile.
type heldPort struct{ *net.TCPListener }

// Close ends one sign-in.
func (p heldPort) Close() error { return p.SetDeadline(time.Now()) }

// cloudDesk is a desk in front of a Cloud site with an administrator.
func cloudDesk(t *testing.T) (*desk, *cloudtest.Server, *cloudtest.SignIn) {
	t.Helper()
	on := cloudtest.Start(t)
	around := cloudtest.StartSignIn(t, on)
	d := newDesk(t, around)
	d.env["CONFLUENCE_AUTH_URL"] = around.URL()
	return d, on, around
}

// datacenterDesk is one in front of a Data Center.
func datacenterDesk(t *testing.T) (*desk, *datacentertest.Server, *datacentertest.SignIn) {
	t.Helper()
	on := datacentertest.Start(t)
	around := datacentertest.StartSignIn(t, on)
	return newDesk(t, around), on, around
}

// run runs the program as it is, but for browser and port.
func (d *desk) run(args ...string) outcome {
	d.t.Helper()
	var errs bytes.Buffer
	out := &lineWriter{line: d.line}
	ctx := d.t.Context()
	if d.end != nil {
		ctx = d.end()
	}
	status := cli.Main(ctx, args, cli.Env{
		Stdin: strings.NewReader(d.stdin), Stdout: out, Stderr: &errs, ReadSecret: d.typed,
		Getenv: func(name string) string { return d.env[name] }, Browse: func(address string) error { return d.browse(address) },
		Listen: func(context.Context, string) (net.Listener, error) { return d.port, d.port.SetDeadline(time.Time{}) },
	})
	return outcome{status, out.String(), errs.String()}
}

// login signs in, with what the person needs to be asked for once.
func (d *desk) login(args ...string) outcome {
	d.t.Helper()
	return d.run(append([]string{"login", "-store", "file", "-callback", d.callback}, args...)...)
}

// forget takes out of the environment what signing in needs.
func (d *desk) forget() {
	maps.DeleteFunc(d.env, func(name, _ string) bool { return name != "CONFLUENCE_PROFILES" })
	d.browse = func(string) error { return errors.New("nobody should be asked") }
}

// clicks does what a person does in the browser, after what others have it call.
func (d *desk) clicks(around provider, account string, forged ...string) {
	d.browse = func(address string) error {
		for _, other := range forged {
			d.visit(d.callback+other, http.StatusBadRequest)
		}
		back, err := around.Consent(address, account)
		require.NoError(d.t, err)
		want := http.StatusOK
		if d.failing {
			want = http.StatusBadGateway
		}
		d.visit(back.String(), want)
		return nil
	}
}

func (d *desk) visit(address string, want int) {
	d.t.Helper()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.Get(address)
	require.NoError(d.t, err)
	_, _ = io.Copy(io.Discard, resp.Body)
	require.NoError(d.t, resp.Body.Close())
	require.Equal(d.t, want, resp.StatusCode)
}

// secrets are all that a desk keeps that must not show.
func (d *desk) secrets() (all []string) {
	all = append(all, d.secret)
	require.NoError(d.t, filepath.WalkDir(d.env["CONFLUENCE_PROFILES"], func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || entry.Name() != "token" && entry.Name() != "client" {
			return err
		}
		raw, err := os.ReadFile(path)
		for word := range strings.SplitSeq(string(raw), `"`) {
			if len(word) > 15 {
				all = append(all, word)
			}
		}
		return err
	}))
	return all
}

// lineWriter keeps what is written, and tells of each write.
type lineWriter struct {
	bytes.Buffer
	line func(string)
}

// Write is that of an io.Writer.
func (w *lineWriter) Write(text []byte) (int, error) {
	if w.line != nil {
		w.line(string(text))
	}
	return w.Buffer.Write(text)
}

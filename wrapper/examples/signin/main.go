// Command signin signs a person in to Confluence Cloud with the browser, shows
// who it is, and keeps the token, so that the next start asks nothing.
//
// Without settings it runs against the in-memory server, and starts twice:
//
//	go run ./wrapper/examples/signin
//
// For a real site, make an app at https://developer.atlassian.com/console with
// the callback http://localhost:8976/callback, and set CONFLUENCE_URL,
// CONFLUENCE_CLIENT_ID and CONFLUENCE_CLIENT_SECRET.
package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"os/signal"
	"path/filepath"

	"github.com/pkg/browser"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/oauth"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Stdout, os.Getenv, openBrowser)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "signin:", err)
		os.Exit(1)
	}
}

// openBrowser opens an address. What the browser itself prints is of no use here.
func openBrowser(address string) error {
	browser.Stdout, browser.Stderr = io.Discard, io.Discard
	return browser.OpenURL(address)
}

// settings say where to sign in, and where to keep the token.
type settings struct {
	site, clientID, clientSecret string
	redirect, tokenFile          string
	options                      *oauth.Options
	open                         func(address string) error
	// listen listens where the browser is sent back to.
	listen func(ctx context.Context, redirect *url.URL) (net.Listener, error)
}

func run(ctx context.Context, out io.Writer, getenv func(string) string, open func(string) error) error {
	s := settings{
		site: getenv("CONFLUENCE_URL"), clientID: getenv("CONFLUENCE_CLIENT_ID"), clientSecret: getenv("CONFLUENCE_CLIENT_SECRET"),
		redirect: "http://localhost:8976/callback", open: open, listen: listenOn,
	}
	if s.site == "" {
		return demo(ctx, out, s)
	}
	home, err := os.UserConfigDir()
	if err != nil {
		return err
	}
	s.tokenFile = filepath.Join(home, "confluence-people", "signin.json")
	// The test server is everything at once: site, gateway, identity provider.
	if gateway := getenv("CONFLUENCE_AUTH_URL"); gateway != "" {
		s.options = &oauth.Options{AuthURL: gateway, GatewayURL: gateway}
	}
	return signIn(ctx, out, s)
}

// demo signs in to an in-memory server, twice.
func demo(ctx context.Context, out io.Writer, s settings) error {
	site := cloudtest.New()
	defer site.Close()
	around := cloudtest.NewSignIn(site)
	defer around.Close()
	directory, err := os.MkdirTemp("", "signin")
	if err != nil {
		return err
	}
	defer os.RemoveAll(directory)
	s.site, s.tokenFile = around.URL(), filepath.Join(directory, "token.json")
	s.options = &oauth.Options{AuthURL: around.URL(), GatewayURL: around.URL()}
	held, err := hold(ctx)
	if err != nil {
		return err
	}
	defer held.release()
	s.redirect, s.listen = held.redirect(), held.listen
	s.clientID, s.clientSecret = around.AddApp(s.redirect)
	fmt.Fprintln(out, "The first start:")
	if err := signIn(ctx, out, s); err != nil {
		return err
	}
	fmt.Fprintln(out, "The second start:")
	return signIn(ctx, out, s)
}

package oauth

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"html"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	"golang.org/x/oauth2"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// ConsentInBrowser has the person at this machine consent in the browser, and
// returns the token for [Source.Save]. Open is given the address of the page that
// asks, and shows it to the person or opens the browser; an error of it ends the
// round trip. The listener is at the port of the app's redirect URL, at a loopback
// address such as "127.0.0.1:8976"; it is closed.
//
// A person who does not consent is [ErrDenied]. What others have the browser call
// is refused and does not end the wait; the context does.
func (a *App) ConsentInBrowser(ctx context.Context, listener net.Listener, open func(address string) error) (*oauth2.Token, error) {
	if err := checkContext(ctx); err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	round := a.Begin()
	redirect, err := url.Parse(a.config.get().RedirectURL)
	if err != nil {
		return nil, errors.Join(argument.Invalid("redirect URL", "is not a URL"), listener.Close())
	}
	back := &callback{round: round, path: cmp.Or(redirect.Path, "/"), came: make(chan came, 1)}
	server := &http.Server{Handler: back, ReadHeaderTimeout: callbackTime}
	served := make(chan struct{})
	var lost error
	go func() {
		defer close(served)
		lost = server.Serve(listener)
	}()
	defer func() {
		finish(ctx, server)
		<-served
	}()
	if err := open(round.URL()); err != nil {
		return nil, err
	}
	select {
	case c := <-back.came:
		return c.token, c.err
	case <-served:
		return nil, &Error{Step: "waiting for the browser", Err: lost}
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

const (
	// callbackTime is how long a browser may take to send a request.
	callbackTime = time.Minute
	// pageTime is how long it may take to get its page.
	pageTime = 3 * time.Second
)

// came is what the browser brought.
type came struct {
	token *oauth2.Token
	err   error
}

// callback serves the address that the browser is sent back to.
type callback struct {
	round *Consent
	path  string
	came  chan came

	mu    sync.Mutex
	first *came
}

// exchange exchanges the code once, however often the page is loaded: a code that
// comes twice may cost the grant.
func (c *callback) exchange(ctx context.Context, query url.Values) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.first == nil {
		token, err := c.round.Exchange(context.WithoutCancel(ctx), query) // also if the browser has gone
		if errors.Is(err, ErrState) {
			return err
		}
		c.first = &came{token, err}
		c.came <- *c.first
	}
	return c.first.err
}

// ServeHTTP serves one request. What does not belong to the round trip changes
// nothing: anybody can have a browser call it.
func (c *callback) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet || r.URL.Path != c.path {
		http.NotFound(w, r)
		return
	}
	err := c.exchange(r.Context(), r.URL.Query())
	switch {
	case errors.Is(err, ErrState):
		page(w, http.StatusBadRequest, "This did not come of the page that was opened.")
	case errors.Is(err, ErrDenied):
		page(w, http.StatusOK, "You have not consented. You can close this window.")
	case err != nil:
		page(w, http.StatusBadGateway, "Signing in failed: "+err.Error())
	default:
		page(w, http.StatusOK, "You are signed in. You can close this window.")
	}
}

func page(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Referrer-Policy", "no-referrer") // the code is in the address
	w.WriteHeader(status)
	_, _ = fmt.Fprintf(w, "<!doctype html><title>Signing in</title><p id=\"said\">%s</p>", html.EscapeString(text)) // the browser may be gone
}

// finish lets the browser have its page.
func finish(ctx context.Context, server *http.Server) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), pageTime)
	defer cancel()
	if server.Shutdown(ctx) != nil {
		_ = server.Close() // the browser does without
	}
}

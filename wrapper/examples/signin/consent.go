package main

import (
	"context"
	"errors"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/url"
	"time"

	"golang.org/x/oauth2"

	"github.com/confluence-people/go-sdk/wrapper/oauth"
)

// consent sends the person to the page that asks, and keeps the token that comes
// of it.
func consent(ctx context.Context, out io.Writer, s settings, app *oauth.App, source *oauth.Source) error {
	redirect, err := url.Parse(s.redirect)
	if err != nil {
		return err
	}
	listener, err := s.listen(ctx, redirect)
	if err != nil {
		return err
	}
	round := app.Begin()
	came := make(chan result, 1)
	server := &http.Server{Handler: callback(round, redirect.Path, came), ReadHeaderTimeout: time.Minute}
	go server.Serve(listener)
	defer shutDown(ctx, server)

	fmt.Fprintln(out, "Your browser asks you for consent. If it does not, open this address:")
	fmt.Fprintln(out, "  "+round.URL())
	if err := s.open(round.URL()); err != nil {
		fmt.Fprintln(out, "The browser cannot be opened:", err)
	}
	select {
	case r := <-came:
		if r.err != nil {
			return r.err
		}
		return source.Save(ctx, r.token)
	case <-ctx.Done():
		return ctx.Err()
	}
}

type result struct {
	token *oauth2.Token
	err   error
}

// callback serves the address that the browser is sent back to. What does not
// belong to this round trip changes nothing: anybody can have a browser call it.
func callback(round *oauth.Consent, path string, came chan<- result) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) {
		token, err := round.Exchange(r.Context(), r.URL.Query())
		if errors.Is(err, oauth.ErrState) {
			page(w, http.StatusBadRequest, "This did not come of the page that was opened.")
			return
		}
		switch {
		case errors.Is(err, oauth.ErrDenied):
			page(w, http.StatusOK, "You have not consented. You can close this window.")
		case err != nil:
			page(w, http.StatusBadGateway, "Signing in failed: "+err.Error())
		default:
			page(w, http.StatusOK, "You are signed in. You can close this window.")
		}
		select {
		case came <- result{token, err}:
		default: // the browser was reloaded
		}
	})
	return mux
}

func page(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Referrer-Policy", "no-referrer") // the code is in the address
	w.WriteHeader(status)
	fmt.Fprintf(w, "<!doctype html><title>Signing in</title><p id=\"said\">%s</p>", html.EscapeString(text))
}

// shutDown lets the browser have its page.
func shutDown(ctx context.Context, server *http.Server) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
	defer cancel()
	if server.Shutdown(ctx) != nil {
		_ = server.Close() // the browser does without
	}
}

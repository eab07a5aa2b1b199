package main

import (
	"context"
	"fmt"
	"io"
	"net/url"

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
	token, err := app.ConsentInBrowser(ctx, listener, func(address string) error {
		fmt.Fprintln(out, "Your browser asks you for consent. If it does not, open this address:")
		fmt.Fprintln(out, "  "+address)
		if err := s.open(address); err != nil {
			fmt.Fprintln(out, "The browser cannot be opened:", err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return source.Save(ctx, token)
}

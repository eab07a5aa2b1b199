package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/oauth"
)

// signIn shows who is signed in. It asks for consent if there is no grant yet, or
// none any more.
func signIn(ctx context.Context, out io.Writer, s settings) error {
	// The consent screen asks for what these operations need, and no more.
	scopes, err := cloud.ScopesFor("getCurrentUser", "getGroupMembershipsForUser")
	if err != nil {
		return err
	}
	app, err := oauth.NewCloudApp(s.clientID, s.clientSecret, s.redirect, scopes, s.options)
	if err != nil {
		return err
	}
	source := app.Source(oauth.NewFileStore(s.tokenFile))
	defer source.Wait(ctx) // a refresh under way is not to be lost
	client, err := oauth.Connect(ctx, s.site, source.Credential(), s.options)
	if err != nil {
		return err
	}
	me, err := client.Users.Current(ctx, nil)
	if errors.Is(err, oauth.ErrConsent) {
		if err := consent(ctx, out, s, app, source); err != nil {
			return err
		}
		me, err = client.Users.Current(ctx, nil)
	}
	if err != nil {
		return err
	}
	groups := 0
	for _, err := range client.Users.AllGroups(ctx, me.AccountID, nil) {
		if err != nil {
			return err
		}
		groups++
	}
	fmt.Fprintf(out, "Signed in as %s, a member of %d groups.\n", me.Name(), groups)
	return nil
}

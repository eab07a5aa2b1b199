// Package oauth signs in to Confluence as Atlassian does it: on behalf of a
// person on Cloud (3LO) and on Data Center, as a service account, or with an API
// token of either kind. It keeps the refresh token, which changes with every
// use, where it is not lost.
//
// A program that acts for a person makes an [App], sends the person to
// [Consent.URL], and has [Consent.Exchange] turn what comes back into a token,
// which it gives to [Source.Save] once. Where the person sits at the same machine,
// [App.ConsentInBrowser] does all of it:
//
//	app, err := oauth.NewCloudApp(id, secret, "http://localhost:8976/callback", scopes, nil)
//	source := app.Source(oauth.NewFileStore("token.json"))
//	client, err := oauth.Connect(ctx, "https://your-domain.atlassian.net", source.Credential(), nil)
//
// From then on the [Source] refreshes. It takes the lock of its [Store], loads,
// uses what another process has refreshed already, or else refreshes and saves
// before anyone uses the new token. [FileStore] serves the processes of one
// machine, package keyring the system's keyring, package postgres many machines.
//
// [ErrConsent] says that a person has to consent again, [ErrClient] that the id
// or the secret of the app is wrong. No error holds a token, a code, a verifier
// or a secret, and neither does what an App, a Consent, a Source or a Credential
// prints or encodes. An [oauth2.Token] does: it is for those who want it.
package oauth

package oauth_test

import (
	"context"
	"fmt"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/oauth"
)

// A program acts for a person, who consents once. Here, the test server stands
// for Atlassian; without Options, Atlassian does.
func Example() {
	ctx := context.Background()
	site := cloudtest.New()
	defer site.Close()
	atlassian := cloudtest.NewSignIn(site)
	defer atlassian.Close()
	options := &oauth.Options{AuthURL: atlassian.URL(), GatewayURL: atlassian.URL()}
	clientID, clientSecret := atlassian.AddApp("http://localhost:8976/callback")

	scopes, err := cloud.ScopesFor("getCurrentUser")
	if err != nil {
		fmt.Println(err)
		return
	}
	app, err := oauth.NewCloudApp(clientID, clientSecret, "http://localhost:8976/callback", scopes, options)
	if err != nil {
		fmt.Println(err)
		return
	}
	source := app.Source(oauth.NewMemoryStore())

	round := app.Begin()
	back, err := atlassian.Consent(round.URL(), site.AdminID()) // what the person does in the browser
	if err != nil {
		fmt.Println(err)
		return
	}
	token, err := round.Exchange(ctx, back.Query())
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := source.Save(ctx, token); err != nil {
		fmt.Println(err)
		return
	}

	client, err := oauth.Connect(ctx, atlassian.URL(), source.Credential(), options)
	if err != nil {
		fmt.Println(err)
		return
	}
	me, err := client.Users.Current(ctx, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(me.Name())
	// Output: Site Administrator
}

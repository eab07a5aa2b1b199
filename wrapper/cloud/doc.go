// Package cloud manages the people of Confluence Cloud: users, groups, watches,
// user properties, e-mail look-up and long tasks.
//
//	client, err := cloud.New("https://your-domain.atlassian.net",
//		confluence.BasicAuth("ada@example.com", token))
//	if err != nil {
//		return err
//	}
//	for group, err := range client.Users.AllGroups(ctx, "", nil) {
//		…
//	}
//
// Required values are positional, optional ones sit in a struct that may be
// nil. Results come with an error or are not nil.
//
// # The default account
//
// Wherever a method takes an account id, "" means the default account: the
// account of [Client.ForAccount], else the caller. Where the service itself
// acts on the caller nothing is sent; where it demands an id, the caller's is
// asked for once and kept.
//
// # Below the services
//
// [Client.API] is the client generated from the contract, on the same
// connection: with the same credential, retries and errors.
package cloud

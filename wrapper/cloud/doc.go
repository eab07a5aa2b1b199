// Package cloud manages the people of Confluence Cloud: users, groups, watches,
// user properties, e-mail addresses of accounts and long tasks.
//
//	client, err := cloud.New("https://your-domain.atlassian.net",
//		confluence.BasicAuth("ada@example.com", token))
//	if err != nil {
//		return err
//	}
//	for group, err := range client.Users.AllGroups(ctx, cloud.DefaultAccount, nil) {
//		…
//	}
//
// Required values are positional, optional ones sit in a struct that may be
// nil. A context that is nil is [confluence.ErrInvalid]. Results come with an
// error or are not nil; some come beside one, where a part of the work was done.
//
// # The default account
//
// Wherever a method takes an account id, [DefaultAccount] means the default
// account: the account of [Client.ForAccount], else the caller. Where the service
// itself acts on the caller nothing is sent; where it demands an id, the caller's
// is asked for once and kept. An empty id is [confluence.ErrInvalid], before
// anything is sent.
//
// # Results
//
// All results encode to JSON with the field names of the service, and back. A
// field is empty where the service did not send it: what a profile hides from the
// caller, for example. Printed and logged, a user shows the account id and
// neither name nor address; so does whatever holds a user.
//
// # Below the services
//
// [Client.API] is the client generated from the contract, on the same
// connection: with the same credential, retries and errors. It changes with the
// contract and is outside the compatibility promise.
package cloud

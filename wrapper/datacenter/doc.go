// Package datacenter manages the people of Confluence Data Center: users,
// groups, watches, user administration and long tasks. It was written against
// version 10.2; methods that need a certain version say so.
//
//	client, err := datacenter.New("https://confluence.example.com/confluence",
//		confluence.BearerToken(personalAccessToken))
//	if err != nil {
//		return err
//	}
//	for group, err := range client.Users.AllGroups(ctx, datacenter.Username("jane"), nil) {
//		…
//	}
//
// Required values are positional, optional ones sit in a struct that may be
// nil. Results come with an error or are not nil.
//
// # Who
//
// A user is named by an [Identity]: [Username] or [UserKey]. The zero Identity
// is the caller. Operations whose address holds the user name take that as a
// plain string, for it is the only thing they accept.
//
// # Below the services
//
// [Client.API] is the client generated from the contract, on the same
// connection: with the same credential, retries and errors.
package datacenter

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
// A user is named by an [Identity]: [Username], [UserKey], or [Caller] for the
// user the credential belongs to. The zero Identity names nobody and is
// [confluence.ErrInvalid] everywhere, so that a variable that was never set does
// not act on the caller. Operations whose address holds the user name take that
// as a plain string, for it is the only thing they accept.
//
// # Personal data
//
// Users print and log as user name, key and type, without other names and
// addresses. A [Password] shows nowhere and cannot be encoded. An e-mail address
// is sent only by CreateUser, UpdateUser and UpdateCurrent, and where a user name
// is one; it comes back from ListActive.
//
// # Below the services
//
// [Client.API] is the client generated from the contract, on the same
// connection: with the same credential, retries and errors.
package datacenter

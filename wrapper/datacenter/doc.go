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
// nil. A context that is nil is [confluence.ErrInvalid]. Results come with an
// error or are not nil; some come beside one, where a part of the work was done.
//
// # Who
//
// A user is named by an [Identity]: [Username], [UserKey], or [Caller] for the
// user the credential belongs to. The zero Identity names nobody and is
// [confluence.ErrInvalid] everywhere, so that a variable that was never set does
// not act on the caller. Operations whose address holds the user name take that
// as a plain string, for it is the only thing they accept.
//
// # Upper and lower case
//
// How a name is spelled is left to the instance wherever one is sent: Get,
// AddMember, Delete. Whether it tells upper from lower case depends on its user
// directories and is not documented. What is compared here errs on the side of
// doing less. IsMember is true for the very name of the group alone, for a wrong
// yes may open a door; take the name from Groups.Get, which returns it as the
// instance spells it. SyncMembers takes "Jane" for the member "jane": the service
// creates no user names with upper case, and nobody is to lose access because of
// a spelling.
//
// # Personal data
//
// Users print and log as user name, key and type, without other names and
// addresses. A [Password] shows nowhere and cannot be encoded. An e-mail address
// is sent only by CreateUser, UpdateUser and UpdateCurrent, and where a user name
// is one; it comes back only from ListActive and AllActive.
//
// # Below the services
//
// [Client.API] is the client generated from the contract, on the same
// connection: with the same credential, retries and errors. It changes with the
// contract and is outside the compatibility promise.
package datacenter

// Package datacentertest is a Confluence Data Center in memory, for tests of
// programs that use this SDK, and of any other client.
//
// It keeps state, as the product does, and responds as the product was seen to:
// with its shapes of errors, its headers, its login that asks for a CAPTCHA after
// three wrong passwords, its long task that deletes a user, and what
// [Server.SetVersion] says it has. And it holds every request and every response
// against the OpenAPI description: a test in which something departs from it
// fails.
//
//	func TestLeaving(t *testing.T) {
//		instance := datacentertest.Start(t)
//		instance.AddUser(datacentertest.User{Username: "jane"})
//		instance.AddGroup("writers", "jane")
//
//		leave(instance.Client(), "jane") // what is tested
//
//		require.Empty(t, instance.GroupMembers("writers"))
//	}
//
// The clients it makes reach it without a socket, also inside a bubble of
// testing/synctest, where tasks go on by virtual time; start the instance inside
// the bubble then, with the t of the bubble. [Server.URL] opens a port for
// everything else, and as an [net/http.Handler] it can be mounted anywhere below
// its base path. Package
// [github.com/confluence-people/go-sdk/wrapper/confluencetest] has the faults to
// [Server.Inject].
//
// [Server.LoadSeed] replaces what is in it by a seed in JSON or YAML,
// [Server.Snapshot] writes one, and [Server.Control] serves what tests in other
// languages steer it by.
//
// # Size and load
//
// Everything is found by index: an instance of 100,000 users responds as one of
// ten. Of requests and violations the newest are kept and the others counted,
// see [Server.KeepRecord]; [Server.CheckEvery] saves the check of responses.
//
// # Where it is not the product
//
// Knowingly, it differs in this:
//
//   - Links lead to the address that the client came by, unless [Server.LinkTo]
//     says where. The product has a base URL that an administrator sets.
//   - A request that is not in the contract is a violation. What the product
//     ignores is ignored all the same, such as unknown parameters and members, and
//     a PUT, a DELETE and a POST of JSON pass without the header against XSRF, or
//     with its old spelling; an instance that is [Server.Strict] refuses all that.
//     Whatever else departs from the contract is refused with 400, and a body of
//     another format with 415.
//   - Spaces and content can be read, by key, id and title and in lists, because
//     other clients get to the people by them: their identity, without bodies, and
//     no search. A refusal of any other address says what is not served.
//   - Bodies are limited to 5 MiB, names to 255 characters and addresses to 254.
//     A user name with a slash, which no address could name, is refused.
//   - The headers of rate limits are those of a bucket that is never empty, unless
//     [Server.RateLimit] sets one for each user. There is one node.
//   - What a version lacks is an unknown address, also where another method of
//     that address is there. How versions before 9.2 differ is known for few
//     operations, and for no others modelled.
//   - Unknown addresses are refused before anybody has logged in.
//   - Visitors of an open instance get the current and the anonymous user and
//     nothing else; what content the product shows them is not modelled.
//   - Rights come from what a user was added with, not from groups: members of
//     confluence-administrators are no administrators for that. New users are in
//     no group. There are no administrators of a single space, no directories
//     but one, and names of users and groups are told apart by their case.
//   - A user who is asked for by neither name nor key is unknown; to give both
//     is a violation, and the key counts. The groups of an unknown user, and the
//     change of one, are 404, of which the product's description says nothing.
//   - An unknown user in settings is 400, and no user means the caller. The
//     languages are a fixed list.
//   - The list of active users is up to date, and the list of all users complete.
//   - A watch on a space holds every kind of content in it, and to end it ends
//     those on single kinds, too. Attachments cannot be watched.
//   - Whoever is logged in sees all tasks, groups, spaces and content. Finished
//     tasks stay. The CAPTCHA counts as solved by whoever logs in with the right
//     password on the page that the refusal names, login.action, which begins no
//     session; to add the user again takes it away, too.
//   - Texts of errors are the product's where those were recorded, and in its
//     manner elsewhere. Dates and pictures are plausible.
package datacentertest

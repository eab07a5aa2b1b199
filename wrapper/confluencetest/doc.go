// Package confluencetest is a Confluence in memory, for tests of programs that
// use this SDK, and of any other client.
//
// It keeps state, as the service does: a group that is created is listed, a
// watch that is ended is gone. It answers as the service was seen to, with its
// many shapes of errors, its lists that never say where they end and its
// refusals that look like something else. And it holds every request and every
// answer against the OpenAPI description: what departs from it is in
// [Server.Violations], which a test should find empty.
//
//	func TestOnboarding(t *testing.T) {
//		site := confluencetest.NewCloud()
//		defer site.Close()
//		ada := site.AddUser(confluencetest.User{Name: "Ada Example"})
//		team := site.AddGroup("Design team")
//
//		onboard(site.Client(), ada) // what is tested
//
//		require.Equal(t, []string{ada}, site.GroupMembers(team))
//		require.Empty(t, site.Violations())
//	}
//
// The clients it makes reach it without a socket, also inside a bubble of
// testing/synctest, where tasks go on by virtual time; make and close the site
// inside the bubble then. [Server.URL] opens a port for everything else, and as
// an [net/http.Handler] it can be mounted anywhere below its base path.
//
// # Where it is not the service
//
// Knowingly, it differs in this:
//
//   - A request that is not in the contract is refused with 400, where the
//     service may ignore what it does not know. The old spelling of the XSRF
//     header and a limit above that of properties are served, as there, and are
//     violations all the same.
//   - Writes of v2 need the XSRF header, too. The service is known to ask for
//     it on v1 only.
//   - Visitors of an open site get the current and the anonymous user and
//     nothing else; what content the service shows them is not modelled.
//   - Nobody has to consent to anything: scopes, approved apps and rate limits
//     are not modelled. The look-ups of e-mail addresses answer everybody.
//   - Every account can use the site, is active and sees all spaces and content.
//     Administrators of a single space do not exist.
//   - Invitations are noted at once instead of in the background.
//   - A group gives access as administrators if all of its members have it
//     otherwise. Groups managed elsewhere do not exist.
//   - Properties have no limits of length or number.
//   - A malformed identifier is an unknown one. An unknown page is watched by
//     nobody, and so is its space; the groups of an unknown account are
//     forbidden.
//   - Search understands user.fullname ~ "…" and type = user, joined by and. It
//     finds parts of names, and new accounts at once.
//   - Finished tasks stay.
//   - Texts of errors are the service's where those were recorded, and in its
//     manner elsewhere. Dates, pictures and personal spaces are plausible.
//
// # Data Center
//
// [NewDatacenter] is the other product, with the same ways to reach it, to seed
// it and to look at what it was asked. Its answers have its shapes of errors,
// its headers, its login that asks for a CAPTCHA after three wrong passwords,
// its long task that deletes a user, and what [Datacenter.SetVersion] says it
// has. Beyond what is said above of requests, visitors and tasks, it differs
// from the product in this:
//
//   - A PUT or DELETE, and a POST of JSON, passes without the header against
//     XSRF, as there, and is a violation all the same.
//   - What a version lacks is an unknown address, also where another method of
//     that address is there. How versions before 9.2 differ is known for few
//     operations, and for no others modelled.
//   - Unknown addresses are answered before anybody has logged in.
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
//   - Whoever is logged in sees all tasks, groups, spaces and content. Nobody
//     can solve the CAPTCHA; to add the user again takes it away.
package confluencetest

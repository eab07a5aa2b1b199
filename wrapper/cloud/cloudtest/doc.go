// Package cloudtest is a Confluence Cloud in memory, for tests of programs that
// use this SDK, and of any other client.
//
// It keeps state, as the service does: a group that is created is listed, a
// watch that is ended is gone. It responds as the service was seen to, with its
// many shapes of errors, its lists that never say where they end and its
// refusals that look like something else. And it holds every request and every
// response against the OpenAPI description: a test in which something departs
// from it fails.
//
//	func TestOnboarding(t *testing.T) {
//		site := cloudtest.Start(t)
//		ada := site.AddUser(cloudtest.User{Name: "Ada Example"})
//		team := site.AddGroup("Design team")
//
//		onboard(site.Client(), ada) // what is tested
//
//		require.Equal(t, []string{ada}, site.GroupMembers(team))
//	}
//
// The clients it makes reach it without a socket, also inside a bubble of
// testing/synctest, where tasks go on by virtual time; start the site inside the
// bubble then, with the t of the bubble. [Server.URL] opens a port for everything
// else, and as an [net/http.Handler] it can be mounted anywhere below its base
// path. Package [github.com/confluence-people/go-sdk/wrapper/confluencetest] has
// the faults to [Server.Inject].
//
// [Server.LoadSeed] replaces what is in it by a seed in JSON or YAML,
// [Server.Snapshot] writes one, and [Server.Control] serves what tests in other
// languages steer it by.
//
// # Size and load
//
// Everything is found by index: a site of 100,000 accounts responds as one of
// ten. A search for names that is new looks at all of them, once for all its
// pages. Of requests and violations the newest are kept and the others counted,
// see [Server.KeepRecord]; [Server.CheckEvery] saves the check of responses.
//
// [StartSignIn] puts Atlassian's identity provider, the gateway and the site's own
// address around a site, to test how a program signs in: consent, refresh tokens
// that rotate, service accounts, scopes, tokens that expire.
//
// # Where it is not the service
//
// Knowingly, it differs in this:
//
//   - It is there twice: below [Server.BasePath], as at the gateway, and below /wiki
//     of the root, as on the site itself. Either takes every credential. Links lead
//     to /wiki of the address that the client came by, unless [Server.LinkTo] says
//     where.
//   - A request that is not in the contract is a violation. What the service
//     ignores is ignored all the same, such as unknown parameters and members,
//     and so are the old spelling of the XSRF header and a limit above that of
//     properties; a site that is [Server.Strict] refuses it. Whatever else departs
//     from the contract is refused with 400, and a body of another format with
//     415.
//   - Spaces and pages can be read, by key, id and title and in lists, because
//     other clients get to the people by them: their identity, without bodies, and
//     no search. A refusal of any other address says what is not served. Everybody
//     has a personal space, which is in no list unless it was added.
//   - Bodies are limited to 5 MiB, names to 255 characters and addresses to 254.
//     Where the limits of the service are, nobody says.
//   - Visitors of an open site get the current and the anonymous user and
//     nothing else; what content the service shows them is not modelled.
//   - Scopes and consent are those of [SignIn], which stands around a site;
//     approved apps are not modelled. The service has two kinds of limits, for
//     bursts of requests at an operation, which is [Server.RateLimit], and the quota of
//     points for each hour, [Server.LimitPoints]; both are off at first. The quota is
//     the site's, whoever asks: on the service it is an app's, and API tokens have
//     none. The look-ups of e-mail addresses are open to everybody.
//   - Every account can use the site, an inactive one too, and sees all spaces
//     and content. Administrators of a single space do not exist.
//   - Invitations are noted at once instead of in the background.
//   - A group gives access as administrators if all of its members have it
//     otherwise. What the service says to a change of a group that is managed
//     elsewhere is not published; here it is 403.
//   - Properties have no limit of number, and their values none of length but
//     that of a body. Everybody reads those of others and administrators change
//     them, of which the service's description says nothing.
//   - A malformed identifier is an unknown one. An unknown page is watched by
//     nobody, and so is its space; the groups of an unknown account are
//     forbidden.
//   - Search understands user, user.accountid, user.fullname and type = user with
//     the operators they have, currentUser(), AND, OR, NOT and parentheses, but no
//     ORDER BY. It finds parts of names, and new accounts at once.
//   - Finished tasks stay.
//   - Texts of errors are the service's where those were recorded, and in its
//     manner elsewhere. Dates and pictures are plausible.
package cloudtest

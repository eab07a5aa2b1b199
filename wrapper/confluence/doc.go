// Package confluence is the connection and the vocabulary that the Cloud and
// the Data Center client share: authentication, errors, retries, pages and
// long tasks.
//
// Most programs never construct anything here. They call cloud.New or
// datacenter.New and meet this package through its [Auth], [Option], [Error],
// [Page] and [Task] types.
//
// # What happens to a request
//
// [Conn] sends every request of both products through the same stages, in this
// order:
//
//  1. guard: refuses, before any I/O, a request for another host, over plain
//     http, or for a path that is no operation of the product's contract.
//  2. edit: adds Accept, User-Agent, X-Atlassian-Token, Content-Type and the
//     credential. It comes after guard, so that a credential is neither fetched
//     nor attached for a request that is not going to be sent.
//  3. retry: sends, and sends again what is safe to send again. Each attempt
//     passes the connection's gate, where requests slow down together once the
//     service names a rate limit.
//  4. errors: turns every answer that is not the documented one into [*Error].
//     It comes after retry, so that the last answer is what a caller sees.
//  5. limit: caps the size of the body that is left to be read.
//
// # Errors
//
// Whatever the service answers with a status of 400 or above, in whatever
// format, comes back as [*Error]. Use errors.Is with the sentinels of this
// package ([ErrNotFound], [ErrForbidden], …) to act on the kind of failure and
// errors.As with [*Error] for the details.
//
// # Retries
//
// A 429, and a 503 that names a Retry-After above 0, are repeated for every
// method: the service says that it applied nothing. A 502, 503 or 504 and a
// failed connection are repeated for GET, HEAD, PUT and DELETE only. A POST that
// may have been applied, or a DELETE that starts a task, is never sent twice. A
// DELETE that may have been applied and then finds nothing to delete has
// succeeded. Waits grow with full jitter, honour Retry-After, and end with the
// context; a wait that would outlast the context's deadline is not begun, and
// the last error comes back at once. An answer that breaks off after its header
// is [ErrUnavailable] and not asked for again. The details may change in a minor
// version.
//
// # Overlapped requests
//
// ListOptions.Ahead and cloud.LookupOptions.Ahead overlap requests: worth it for
// listings of many pages, since the time of each request is mostly the way to
// the service and back. Every request costs as much of a rate limit as without:
// on Cloud 1 point, and 2 for each user or group in the answer. What is fetched
// in vain comes on top: up to Ahead requests at the end of a listing, most of
// which are empty pages, and those dropped where the service shortens a page.
// When answers name a rate limit, overlapped requests are held back together: no
// more are under way than there are tokens left, and a spent limit is waited for
// once, not by every request on its own. A wait longer than MaxWait is left to
// the service to refuse.
package confluence

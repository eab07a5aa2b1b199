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
// order. Each has a file of its name.
//
//  1. guard: refuses, before any I/O, a request for another host, over plain
//     http, or for a path that is no operation of the product's contract, and
//     writes of a client made with [WithReadOnly].
//  2. headers: adds Accept, User-Agent, X-Atlassian-Token and Content-Type.
//  3. retry: makes attempts, and makes another where that is safe and may go
//     better. A [RenewableToken] that was rejected is replaced once (renew).
//  4. rate limit: holds an attempt back until the quota and the rate limit allow
//     it, and makes another where one of them refused it. The retry stage does
//     not see such a refusal: a request goes down once and comes back once.
//  5. attempt: attaches the credential, sends the request, and reads the
//     response to its end. The credential comes this late so that it is neither
//     fetched for a request that is not sent nor stale after a wait.
//  6. response: turns every response that is not the documented one into an
//     [*Error].
//
// # Errors
//
// Whatever goes wrong once a call was begun comes back as one [*Error]: a status
// of 400 or above, in whatever format, a response that is not the documented
// one, a connection that breaks, a deadline. Use errors.Is with the sentinels of
// this package ([ErrNotFound], [ErrForbidden], …) or of the cause
// ([context.DeadlineExceeded], [io.ErrUnexpectedEOF]) to act on the kind of
// failure, and errors.AsType[*confluence.Error] for the details. Arguments that
// are refused before anything is sent are [ErrInvalid].
//
// A write whose error says Error.Uncertain may have been applied: look before
// you send it again.
//
// # Retries
//
// A 429, and a 503 that names a Retry-After above 0, are repeated for every
// operation: the service says that it applied nothing. A 429 is a matter of limits,
// see there, and not counted as a retry. A 502, 503 or 504, a failed connection and a
// response that breaks off are repeated for reads, PUT and DELETE only; a look-up
// that is sent with POST is a read. A POST that may have been applied, a DELETE that
// starts a task, or one outside of the contract, which may, is never sent twice. A
// DELETE that may have been applied and then finds nothing to delete has succeeded on
// Cloud; on Data Center, where a 404 may also mean that the caller may not, it is
// [ErrNotFound] with Error.Uncertain. Waits grow with full jitter, honour Retry-After,
// and end with the context; a wait that would outlast the context's deadline is not
// begun, and the last error comes back at once. The details may change in a minor
// version.
//
// # Walks
//
// Listings change while they are read: offsets move when rows come and go. A walk,
// any method whose name begins with All, at any Ahead, keeps this: a row that was
// there for the whole walk is yielded exactly once, or the walk ends with
// [ErrChanged] or [ErrStalled]; no row is yielded twice, and none from before
// Start. So leaving each group, or deleting each property, while ranging over them
// leaves none. Each page is asked for from the last row that was read, and goes on
// with the walk only where it begins with a row that is known. It costs no further
// request where nothing changes, but for 1 in 200 where the page size is the most
// there is, and at most 16 bytes a row.
//
// It ends without an error only where the service said that it is the end. Where a
// listing changes faster than it can be read, or its pages have one row, it ends
// with an error: walk again.
//
// What cannot be promised: a row that is taken out and put back behind the reader
// may be missing, as may rows of a listing whose order is not stable, such as a
// search, rows without an identity, and rows beside those that the service hides
// as null, while others come and go. Where the service never links to a next page,
// as for the groups of an account on Cloud, a page that it cuts to the one row that
// is known looks like the end. Rows are known by 64-bit hashes: of a million rows
// one is lost with a chance of 3 in 100 million.
//
// # Limits
//
// Nobody waits for a limit before the service names one, nor with retries off.
//
// A rate limit is a bucket of tokens that fills within seconds: on Cloud one for
// each method and path, on Data Center one for the user. Requests then go first
// come, first served, at a rate that follows what responses say on average, and
// what was refused goes first again. A call has RetryOptions.BurstPatience from its
// first refusal on, two minutes by default, and then returns [ErrRateLimited].
//
// A quota is a number of points in an hour, for apps on Cloud: about 1 for a request
// and 2 for each user or group in the response. It is the app's, over all sites it
// is installed on: share a [Budget] between their clients. Without one, each client
// has a budget of its own. A used-up quota is [ErrQuota] at once, with the time of
// the reset in Error.Reset, and until then calls fail without a request being sent,
// but for one a minute where the service did not say when that is. With
// RetryOptions.QuotaPatience calls wait for the reset instead. The budget's
// Reserve is kept for calls with CallOptions.Interactive.
//
// A wait longer than a second is told to the observer and the log, with its reason
// and its end. The credential is attached after it.
//
// What nobody can spare you: the requests that are under way when the first limit is
// named may be refused, once; so may those of clients that learn of each other; and
// beside others that do not limit themselves a call gets on, but to no particular
// share.
//
// # In production
//
// One client for each site, shared by everything that talks to it: rate limits
// are known to a client, and two clients side by side are refused what one would
// wait for. Use the product client's With for a client with other options on the
// same connection.
//
// Every attempt ends after [WithAttemptTimeout], by default one minute, and every
// call after [WithTimeout], by default two minutes, in which waits the service
// asked for are not counted. A context can end a call at any time, and is the
// only bound on walks through listings and on waiting for tasks.
//
// [WithObserver] tells of every call, attempt and wait, by operation and path
// template: nothing in it names a person. In a transport, [OperationFrom] gives
// the same names to a tracer that would otherwise record paths with account ids
// in them. [WithLogger] logs the same. [WithCall] changes single calls and tells
// what a response said.
//
// In tests, use the in-memory servers of cloudtest and datacentertest, or let
// your code ask for a small interface of its own with the two or three methods
// it calls; the services are plain structs and satisfy it.
//
// # Overlapped requests
//
// ListOptions.Ahead and cloud.LookupOptions.Ahead overlap requests: worth it for
// listings of many pages, since the time of each request is mostly the way to
// the service and back. Every request costs as much of a rate limit as without:
// on Cloud 1 point, and 2 for each user or group in the response. What is fetched
// in vain comes on top: up to Ahead requests at the end of a listing, most of
// which are empty pages, and those dropped where the service shortens a page.
// When responses name a rate limit, overlapped requests wait in one queue for it.
// Several listings side by side gain more than a large Ahead: they do not wait for
// each other's pages. Groups.AllMemberships does that with the members of groups.
package confluence

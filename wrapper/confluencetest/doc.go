// Package confluencetest has the words that the test servers of both products
// share: [Fault] for what can go wrong, [Exchange] for what a server was asked,
// [Violation] for what departed from the OpenAPI description, and [Task] for
// work in the background.
//
// The servers are in the packages cloudtest and datacentertest. A fault is
// injected into one of them, for some requests of an operation or for all:
//
//	site := cloudtest.Start(t)
//	site.Inject("getUser", 2, confluencetest.RetryLater(http.StatusTooManyRequests, "1"))
//
// The faults are of three kinds. Some respond in place of the service:
// [Respond], [RetryLater], [Redirect], [Lost] and [HugeBody]. Some spoil the
// connection: [Delay], [Hang], [Reset], [ResetAfter], [CutBody], [ShortLength],
// [Trickle], [Compressed] and [MislabelledCompression]. And some make pages of
// lists lie about the pages around them: [EndlessNext], [NoNext], [StuckPage]
// and [RepeatedRows].
package confluencetest

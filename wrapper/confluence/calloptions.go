package confluence

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// CallOptions change single calls. They travel in the context, see [WithCall],
// and hold for every request that is made with it: a walk makes many. A zero
// field changes nothing.
type CallOptions struct {
	// Retry replaces the client's [RetryOptions].
	Retry *RetryOptions
	// AttemptTimeout replaces the client's bound on each attempt, see
	// [WithAttemptTimeout].
	AttemptTimeout time.Duration
	// Header holds further headers, such as a trace id. It must not hold a
	// credential, a Host or a Cookie.
	Header http.Header
	// Interactive is whether somebody waits for the call: it may use what a [Budget]
	// keeps in reserve.
	Interactive bool
	// Response is filled with what the last response said, also where the call
	// fails. Read it when the call has returned.
	Response *ResponseInfo

	// turn guards Response where calls overlap.
	turn *sync.Mutex
}

// ResponseInfo is what a response said beside its content.
type ResponseInfo struct {
	// StatusCode is the HTTP status; 0 where no response came.
	StatusCode int
	// RequestID is the service's own id of the request, for its support.
	RequestID string
	// Attempts is how often the request was sent.
	Attempts int
	// RateLimit is what the service said of its rate limit: on Data Center of the
	// only one, on Cloud of a burst or of the quota.
	RateLimit RateLimit
	// Quota is what the service said of the quota of the app, in points an hour, on
	// Cloud. It says nothing before most of it is used up.
	Quota RateLimit
}

// RateLimit is what a response said of a limit. The zero value says nothing.
type RateLimit struct {
	// Named is whether the response named a limit.
	Named bool
	// Limit is how many requests or points the limit allows at most; 0 where the
	// response did not say.
	Limit int
	// Remaining is how many of them are left.
	Remaining int
	// Reset is when the limit is renewed; zero where the response did not say.
	Reset time.Time
}

type callKey struct{}

// WithCall returns a context whose calls have these options. It replaces those
// of an earlier WithCall.
//
//	var said confluence.ResponseInfo
//	ctx = confluence.WithCall(ctx, confluence.CallOptions{Response: &said})
//	user, err := client.Users.Get(ctx, id, nil)
//	log.Print(said.StatusCode, said.RequestID, said.Attempts)
func WithCall(ctx context.Context, options CallOptions) context.Context {
	options.turn = &sync.Mutex{}
	options.Header = options.Header.Clone()
	if options.Retry != nil {
		retry := *options.Retry
		options.Retry = &retry
	}
	return context.WithValue(argument.Context(ctx), callKey{}, &options)
}

func callOptions(ctx context.Context) *CallOptions {
	options, _ := ctx.Value(callKey{}).(*CallOptions)
	return options
}

// write fills the place for what the response said.
func (o *CallOptions) write(said ResponseInfo) {
	o.turn.Lock()
	defer o.turn.Unlock()
	*o.Response = said
}

func (o *CallOptions) check() error {
	for name := range o.Header {
		switch http.CanonicalHeaderKey(name) {
		case "Authorization", "Proxy-Authorization", "Cookie", "Host", "X-Atlassian-Token":
			return argument.Invalid("call options", "must not hold the header "+http.CanonicalHeaderKey(name))
		}
	}
	switch {
	case o.AttemptTimeout < 0:
		return argument.Invalid("call options", "have a negative AttemptTimeout")
	case o.Retry != nil:
		return o.Retry.check()
	}
	return nil
}

package confluence

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/operation"
)

// call is the request at hand, over all of its attempts: what retries, errors,
// redaction, logs and observers need to know of it.
type call struct {
	conn    *Conn
	op      *operation.Operation
	ctx     context.Context //nolint:containedctx // a call lives within one Do
	request *http.Request
	options CallOptions
	retry   RetryOptions

	started  time.Time
	attempts int
	// left is how much of the bound on the whole call is left.
	left time.Duration
	// uncertain is set once an attempt failed in a way that leaves open whether
	// the service applied it.
	uncertain bool
	// last is what the last response said, and limits what it said of limits.
	last   ResponseInfo
	limits limitInfo
	// refusals is how often a limit refused it.
	refusals int
	// admission is its way through the limits.
	admission admission
	// ownCredential is set where the caller put a credential into the request.
	ownCredential bool
	// token is the renewable token of the last attempt, and expiry its own.
	token  string
	expiry time.Time
	// renewals is how often another took the place of one that was rejected.
	renewals int
	// secrets are header values that must not show.
	secrets []string
	// ended holds what the observers want to be told at the end.
	ended []func(CallResult)
	// carrier and body are parts of every call, and so of its memory.
	carrier carrier
	body    memoryBody
}

// newCall checks a request and prepares it to be sent. Nothing is sent.
func (c *Conn) newCall(req *http.Request) (*call, error) {
	op, err := c.guard(req)
	if err != nil {
		return nil, err
	}
	if c.settings.readOnly && !op.Reads {
		return nil, fmt.Errorf("%s%w", prefix(op.ID, op.Method, op.Path), ErrReadOnly)
	}
	call := &call{conn: c, op: op, ctx: req.Context(), request: req, retry: c.settings.retry, left: c.settings.timeout}
	if err := call.apply(callOptions(req.Context())); err != nil {
		return nil, fmt.Errorf("%s%w", prefix(op.ID, op.Method, op.Path), err)
	}
	if own := req.Header.Values("Authorization"); len(own) > 0 && own[0] != "" {
		call.ownCredential, call.secrets = true, own
	}
	c.setHeaders(call)
	if err := bufferBody(req); err != nil {
		return nil, call.fail(err)
	}
	return call, nil
}

// apply puts the options of the call over those of the client.
func (call *call) apply(options *CallOptions) error {
	if options == nil {
		return nil
	}
	call.options = *options
	if err := options.check(); err != nil {
		return err
	}
	if options.Retry != nil {
		call.retry = options.Retry.withDefaults()
	}
	return nil
}

// bufferBody makes the body of a request one that can be sent more than once.
func bufferBody(req *http.Request) error {
	if req.Body == nil || req.Body == http.NoBody || req.GetBody != nil {
		return nil
	}
	content, err := io.ReadAll(req.Body)
	if err != nil {
		return fmt.Errorf("reading the request body: %w", err)
	}
	req.ContentLength = int64(len(content))
	req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil }
	return nil
}

// attemptRequest returns the request to send in one attempt. Whatever a
// transport still reads of an earlier attempt stays as it is.
func (call *call) attemptRequest(ctx context.Context) (*http.Request, error) {
	req := call.request.WithContext(ctx)
	// What a jar or a function of the program adds belongs to one attempt.
	if call.attempts > 1 || call.conn.client.Jar != nil || call.conn.auth.custom {
		req.Header = call.request.Header.Clone()
	}
	if req.GetBody != nil {
		body, err := req.GetBody()
		if err != nil {
			return nil, fmt.Errorf("reading the request body again: %w", err)
		}
		req.Body = body
	}
	return req, nil
}

// begin tells the observers that the call begins.
func (call *call) begin() {
	if !call.tells() {
		return
	}
	call.started = time.Now()
	for _, o := range call.conn.settings.observers {
		if o.Call == nil {
			continue
		}
		ctx, end := o.Call(call.ctx, call.operation())
		if ctx != nil {
			call.ctx = ctx //nolint:fatcontext // observers nest, and are few
		}
		if end != nil {
			call.ended = append(call.ended, end)
		}
	}
}

// end tells the caller and the observers how the call ended.
func (call *call) end(resp *http.Response, failure *Error) {
	if place := call.options.Response; place != nil {
		call.last.Attempts = call.attempts
		call.options.write(call.last)
	}
	if len(call.ended) > 0 {
		result := CallResult{Duration: time.Since(call.started), Attempts: call.attempts, StatusCode: call.last.StatusCode}
		if failure != nil {
			result.Err = failure
		}
		for _, end := range slices.Backward(call.ended) {
			end(result)
		}
	}
	call.log(resp, failure)
}

// observed reports whether anybody is told of the call.
func (call *call) observed() bool { return len(call.conn.settings.observers) > 0 }

// operation is what others are told of the operation.
func (call *call) operation() Operation {
	return Operation{ID: call.op.ID, Method: call.op.Method, Path: call.op.Path}
}

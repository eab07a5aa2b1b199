package confluence

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

// minPause is the least time between two attempts. Data Center sends
// "Retry-After: 0" while there are tokens left; without a floor the loop spins.
const minPause = 50 * time.Millisecond

// send sends a request, repeatedly where that is safe, and returns the last
// answer or the last error.
func (c *Conn) send(op *call, req *http.Request) (*http.Response, error) {
	a := attempts{conn: c, call: op}
	started := time.Now()
	loop := retryablehttp.Client{
		HTTPClient:   c.client,
		RetryMax:     c.settings.retry.MaxRetries,
		CheckRetry:   a.check,
		Backoff:      func(_, _ time.Duration, _ int, _ *http.Response) time.Duration { return a.wait },
		ErrorHandler: retryablehttp.PassthroughErrorHandler,
	}
	var header http.Header
	if c.client.Jar != nil {
		header = req.Header.Clone() // the jar adds its cookies with each attempt
	}
	loop.PrepareRetry = func(again *http.Request) error {
		if header != nil {
			again.Header = header.Clone()
		}
		return a.pass(again.Context())
	}
	replayable, err := replay(req)
	if err != nil {
		return nil, err
	}
	defer a.leave(nil) // where an attempt was not even begun
	if err := a.pass(req.Context()); err != nil {
		return nil, err
	}
	resp, err := loop.Do(replayable)
	if resp != nil && err != nil {
		_ = resp.Body.Close()
		resp = nil
	}
	switch {
	case err == nil:
	case a.lastStatus != 0 && req.Context().Err() != nil:
		err = fmt.Errorf("%w (the last answer was %s)", err, statusLine(a.lastStatus))
	case isTemporary(req.Context(), err):
		err = &linkError{err}
	}
	op.unknown = a.unknown
	c.logCall(req.Context(), op, resp, err, a.made, time.Since(started))
	return resp, err
}

// replay makes a request whose body can be sent more than once.
func replay(req *http.Request) (*retryablehttp.Request, error) {
	r := &retryablehttp.Request{Request: req}
	if req.Body == nil || req.Body == http.NoBody {
		return r, nil
	}
	if req.GetBody == nil {
		content, err := io.ReadAll(req.Body)
		if err != nil {
			return nil, fmt.Errorf("reading the body of the request: %w", err)
		}
		req.ContentLength = int64(len(content))
		req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil }
	}
	length, getBody := req.ContentLength, req.GetBody
	if err := r.SetBody(func() (io.Reader, error) { return getBody() }); err != nil {
		return nil, err
	}
	r.ContentLength, r.GetBody = length, getBody // SetBody cannot tell the length
	return r, nil
}

// attempts is the retry policy applied to one request.
type attempts struct {
	conn *Conn
	call *call
	// made counts attempts; lastStatus is the answer to the last one, if any.
	made       int
	lastStatus int
	// wait is the pause before the next attempt.
	wait time.Duration
	// inside is set from the gate to the end of an attempt.
	inside bool
	// unknown is set once an attempt failed in a way that leaves open whether
	// the service applied it.
	unknown bool
}

// pass takes an attempt through the connection's gate.
func (a *attempts) pass(ctx context.Context) error {
	err := a.conn.gate.pass(ctx, a.conn.settings.retry.MaxWait)
	a.inside = err == nil
	return err
}

// leave tells the gate how an attempt ended.
func (a *attempts) leave(resp *http.Response) {
	if a.inside {
		a.inside = false
		a.conn.gate.leave(resp, a.conn.settings.retry.MaxWait)
	}
}

// check decides whether an attempt is followed by another.
func (a *attempts) check(ctx context.Context, resp *http.Response, err error) (bool, error) {
	a.made++
	a.leave(resp)
	a.lastStatus = 0
	if resp != nil {
		a.lastStatus = resp.StatusCode
	}
	again := a.worthRepeating(ctx, resp, err)
	// An answer is worth more than the news that nobody waits for it any longer.
	if err != nil && ctx.Err() != nil {
		return false, ctx.Err()
	}
	o := a.conn.settings.retry
	if !again || a.made > o.MaxRetries {
		return false, nil
	}
	a.wait = o.pause(a.made, resp)
	if deadline, set := ctx.Deadline(); set && time.Until(deadline) <= a.wait {
		return false, nil // the wait would end with less than what there is now
	}
	a.conn.logRetry(ctx, a, err)
	if err == nil {
		drain(resp)
	}
	return true, nil
}

// worthRepeating reports whether another attempt is safe and may go better.
func (a *attempts) worthRepeating(ctx context.Context, resp *http.Response, err error) bool {
	if err != nil {
		if !neverSent(err) {
			a.unknown = true
		}
		// With an answer beside it, the error is the user's CheckRedirect's.
		return resp == nil && isTemporary(ctx, err) && a.repeatable()
	}
	refused, named := parseRetryAfter(resp.Header.Get("Retry-After"), time.Now())
	if asked, told := retryAfter(resp, time.Now()); told && asked > a.conn.settings.retry.MaxWait {
		return false
	}
	switch {
	case resp.StatusCode == http.StatusTooManyRequests:
		return true
	case resp.StatusCode == http.StatusServiceUnavailable && named && refused > 0:
		// Data Center puts "Retry-After: 0" on every answer: it says nothing.
		return true
	case isUnavailable(resp.StatusCode):
		a.unknown = true
		return a.repeatable()
	}
	return false
}

// repeatable reports whether sending the request twice does what sending it
// once does. A DELETE that only starts a task would start another.
func (a *attempts) repeatable() bool {
	switch a.call.method {
	case http.MethodGet, http.MethodHead, http.MethodPut:
		return true
	case http.MethodDelete:
		return a.call.endsWith(http.StatusNoContent)
	}
	return false
}

func isUnavailable(status int) bool {
	switch status {
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

// isTemporary reports whether an error may go away by itself: not a certificate,
// a scheme, a header or a redirect.
func isTemporary(ctx context.Context, err error) bool {
	if _, bad := errors.AsType[*tls.CertificateVerificationError](err); bad {
		return false // the library sees it only where nothing is wrapped around it
	}
	if errors.Is(err, http.ErrSchemeMismatch) {
		return false
	}
	temporary, _ := retryablehttp.DefaultRetryPolicy(ctx, nil, err) // no error but the context's comes with it
	return temporary
}

// neverSent reports whether an error came before there was a connection.
func neverSent(err error) bool {
	op, ok := errors.AsType[*net.OpError](err)
	return ok && op.Op == "dial"
}

// pause returns how long to wait before the next attempt: what the service
// asked for, or a random time below a bound that doubles.
func (o RetryOptions) pause(made int, resp *http.Response) time.Duration {
	bound := o.MinWait
	for range made - 1 {
		if bound > o.MaxWait/2 {
			bound = o.MaxWait
			break
		}
		bound *= 2
	}
	wait := jitter(bound)
	if resp != nil {
		if asked, told := retryAfter(resp, time.Now()); told && asked > 0 {
			// A little on top, so that waiting clients do not return together.
			wait = asked + min(jitter(asked/10), o.MaxWait-asked)
		}
	}
	return max(wait, min(minPause, o.MaxWait))
}

// jitter returns a random time below bound.
func jitter(bound time.Duration) time.Duration {
	return rand.N(max(bound, 1)) //nolint:gosec // jitter needs no secrecy
}

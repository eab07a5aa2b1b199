package confluence

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// outcome is how one attempt ended: with a response that was read and is the
// documented one, or with an error.
type outcome struct {
	resp *http.Response
	err  *Error
	// refused is set where the service says that it applied nothing.
	refused bool
	// passing is set for a failure that may go away by itself.
	passing bool
	// asked is how long the service asks to wait; told is whether it does.
	asked time.Duration
	told  bool
	// unsent is set where nothing was sent.
	unsent bool
}

// attempt sends the request once and reads the response to its end, so that a
// response that breaks off is a failed attempt as any other.
func (c *Conn) attempt(call *call) outcome {
	call.attempts++
	call.last, call.limits = ResponseInfo{}, limitInfo{}
	ctx, cancel := call.attemptContext()
	defer cancel()
	began := time.Now()
	ctx, ended := call.beginAttempt(ctx)
	defer func() { call.left -= time.Since(began) }()

	req, err := call.attemptRequest(ctx)
	if err == nil {
		err = c.auth.attach(req, call)
	}
	if err != nil {
		call.attempts-- // nothing was sent
		return ended(outcome{err: call.fail(err), unsent: true})
	}
	resp, err := c.exchange(req) //nolint:bodyclose // read closes it
	if err != nil {
		// A response beside an error, which the user's CheckRedirect leads to, is closed.
		return ended(call.broken(err, resp == nil))
	}
	call.noteResponse(resp)
	return ended(c.read(call, resp))
}

// attemptContext bounds one attempt by its own time and by what is left for the
// call.
func (call *call) attemptContext() (context.Context, context.CancelFunc) {
	most := call.conn.settings.attemptTimeout
	if call.options.AttemptTimeout != 0 {
		most = call.options.AttemptTimeout
	}
	if most <= 0 || call.left > 0 && call.left < most {
		most = call.left
	}
	if most <= 0 {
		return context.WithCancel(&call.carrier)
	}
	return context.WithTimeout(&call.carrier, most)
}

// broken is an attempt that ended without a whole response.
func (call *call) broken(err error, mayPass bool) outcome {
	sent := !neverSent(err)
	call.uncertain = call.uncertain || sent
	if ctxErr := call.ctx.Err(); ctxErr != nil {
		if errors.Is(err, ctxErr) {
			err = ctxErr
		} else {
			err = fmt.Errorf("%w: %w", ctxErr, err)
		}
		return outcome{err: call.fail(err)}
	}
	if mayPass && isTemporary(err) {
		failure := call.fail(err)
		failure.Kind = ErrUnavailable
		return outcome{err: failure, passing: true, unsent: !sent}
	}
	return outcome{err: call.fail(err), unsent: !sent}
}

// read checks a response and reads it to its end.
func (c *Conn) read(call *call, resp *http.Response) outcome {
	if kind := call.wrong(resp); kind != nil || resp.StatusCode >= 400 {
		return call.refusedBy(resp, kind)
	}
	body, err := c.readBody(call, resp)
	switch {
	case errors.Is(err, ErrTooLarge):
		failure := call.responseError(resp, nil, ErrTooLarge, err)
		failure.Uncertain = !call.op.Reads
		return outcome{err: failure}
	case err != nil:
		o := call.broken(fmt.Errorf("reading the response: %w", err), true)
		o.err.StatusCode, o.err.RequestID = resp.StatusCode, requestID(resp.Header)
		return o
	case call.op.Method != http.MethodHead && len(body.content) > 0 && !isJSON(resp.Header):
		failure := call.responseError(resp, body.content, ErrUnexpectedContent, nil)
		failure.Uncertain = !call.op.Reads
		_ = body.Close()
		return outcome{err: failure}
	}
	resp.Body = body
	call.limits.size = len(body.content)
	resp.ContentLength = int64(len(body.content))
	return outcome{resp: resp}
}

// wrong returns the kind of a response below 400 that is not a documented one.
func (call *call) wrong(resp *http.Response) error {
	switch status := resp.StatusCode; {
	case status >= 400:
		return nil
	case status >= 300:
		return ErrRedirect
	case status < 200, !call.op.Succeeds(status):
		return ErrUnexpectedContent
	}
	return nil
}

// refusedBy is an attempt that ended with a response that is an error.
func (call *call) refusedBy(resp *http.Response, kind error) outcome {
	body := readWithin(resp.Body, maxErrorBody+errorBodyMargin, errorBodyTime(resp.StatusCode))
	o := outcome{err: call.responseError(resp, body, kind, nil)}
	o.asked, o.told = retryAfter(resp)
	status := resp.StatusCode
	switch {
	case status == http.StatusTooManyRequests:
		o.refused = true // what comes of it is up to the limits
		call.nameLimit(o.err, time.Now())
	case status == http.StatusServiceUnavailable:
		// Data Center puts "Retry-After: 0" on every response: it says nothing.
		named, ok := parseRetryAfter(resp.Header.Get("Retry-After"), serviceTime(resp.Header, time.Now()))
		o.refused, o.passing = ok && named > 0, true
	case isUnavailable(status):
		o.passing = true
	}
	switch {
	case o.refused || status < 500 && kind == nil:
		// What the service refuses it did not apply; an earlier attempt may be.
	case status != http.StatusNotImplemented && kind != ErrRedirect: //nolint:errorlint // set by wrong
		call.uncertain = true
	}
	o.err.Uncertain = call.uncertain && !call.op.Reads
	return o
}

// noteResponse keeps what a response says of itself.
func (call *call) noteResponse(resp *http.Response) {
	call.last = ResponseInfo{StatusCode: resp.StatusCode}
	now := time.Now()
	call.limits = call.readLimits(resp, now)
	if call.options.Response != nil {
		call.last.RequestID = requestID(resp.Header)
		call.last.RateLimit = readRateLimit(resp)
		call.last.Quota = call.limits.readQuota(resp, now)
	}
}

package confluence

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
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
	a := attempts{conn: c, call: op, method: req.Method}
	started := time.Now()
	loop := retryablehttp.Client{
		HTTPClient:   c.client,
		RetryMax:     c.settings.retry.MaxRetries,
		CheckRetry:   a.check,
		Backoff:      a.backoff,
		ErrorHandler: retryablehttp.PassthroughErrorHandler,
	}
	replayable, err := replay(req)
	if err != nil {
		return nil, err
	}
	resp, err := loop.Do(replayable)
	if resp != nil && err != nil {
		resp.Body.Close() // net/http returns both only after a failed redirect
		resp = nil
	}
	if err != nil && a.lastStatus != 0 && req.Context().Err() != nil {
		err = fmt.Errorf("%w (the last answer was %d %s)", err, a.lastStatus, http.StatusText(a.lastStatus))
	}
	op.unknown = a.unknown
	c.logCall(req.Context(), op, resp, err, a.made, time.Since(started))
	return resp, err
}

// replay makes a request whose body can be sent more than once.
func replay(req *http.Request) (*retryablehttp.Request, error) {
	if req.Body == nil || req.Body == http.NoBody {
		return &retryablehttp.Request{Request: req}, nil
	}
	if req.GetBody == nil {
		return retryablehttp.FromRequest(req) // reads the body into memory
	}
	length, getBody := req.ContentLength, req.GetBody
	r := &retryablehttp.Request{Request: req}
	if err := r.SetBody(func() (io.Reader, error) { return getBody() }); err != nil {
		return nil, err
	}
	r.ContentLength, r.GetBody = length, getBody // SetBody cannot tell the length
	return r, nil
}

// attempts is the retry policy applied to one request.
type attempts struct {
	conn   *Conn
	call   *call
	method string
	// made counts attempts; lastStatus is the answer to the last one, if any.
	made       int
	lastStatus int
	// unknown is set once an attempt failed in a way that leaves open whether
	// the service applied it.
	unknown bool
}

// check decides whether an attempt is followed by another.
func (a *attempts) check(ctx context.Context, resp *http.Response, err error) (bool, error) {
	a.made++
	a.lastStatus = 0
	if resp != nil {
		a.lastStatus = resp.StatusCode
	}
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	if err != nil {
		a.unknown = true
		// The library knows which errors stay: certificates, schemes, redirects.
		temporary, _ := retryablehttp.DefaultRetryPolicy(ctx, nil, err)
		return temporary && a.repeatable(), nil
	}
	asked, told := retryAfter(resp.Header, time.Now())
	if told && asked > a.conn.settings.retry.MaxWait {
		return false, nil
	}
	switch resp.StatusCode {
	case http.StatusTooManyRequests:
		return true, nil
	case http.StatusServiceUnavailable:
		if _, refused := parseRetryAfter(resp.Header.Get("Retry-After"), time.Now()); refused {
			return true, nil
		}
		fallthrough
	case http.StatusBadGateway, http.StatusGatewayTimeout:
		a.unknown = true
		return a.repeatable(), nil
	}
	return false, nil
}

// repeatable reports whether sending the request twice does what sending it
// once does.
func (a *attempts) repeatable() bool {
	switch a.method {
	case http.MethodGet, http.MethodHead, http.MethodPut, http.MethodDelete:
		return true
	}
	return false
}

// backoff returns how long to wait before the next attempt: what the service
// asked for, or a random time below a bound that doubles.
func (a *attempts) backoff(_, _ time.Duration, attempt int, resp *http.Response) time.Duration {
	o := a.conn.settings.retry
	bound := o.MaxWait
	if attempt < 16 { // further doubling would overflow
		bound = min(bound, o.MinWait<<attempt)
	}
	wait := rand.N(bound + 1) //nolint:gosec // jitter needs no secrecy
	status := 0
	if resp != nil {
		status = resp.StatusCode
		if asked, told := retryAfter(resp.Header, time.Now()); told && asked > 0 {
			// A little on top, so that waiting clients do not return together.
			wait = min(asked+rand.N(asked/10+1), o.MaxWait) //nolint:gosec // jitter needs no secrecy
		}
	}
	wait = max(wait, min(minPause, o.MaxWait))
	a.conn.logRetry(a.call, status, a.made, wait)
	return wait
}

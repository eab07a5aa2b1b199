package confluence

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// minPause is the least time between two attempts. Data Center sends
// "Retry-After: 0" while there are tokens left; without a floor the loop spins.
const minPause = 50 * time.Millisecond

// send makes attempts until one succeeds or no other is worth making, and
// returns the last response or the last error.
func (c *Conn) send(call *call) (*http.Response, *Error) {
	if err := whyEnded(call.ctx); err != nil {
		return nil, call.fail(err)
	}
	for {
		o := c.withinLimits(call)
		if o.err == nil {
			return o.resp, nil
		}
		if call.gone(o.err) {
			return noContent(call.request), nil
		}
		if renewed, err := c.renewed(call, o.err); err != nil {
			return nil, call.withCause(o.err, err)
		} else if renewed {
			continue
		}
		wait, again := call.again(o)
		if !again {
			return nil, o.err
		}
		if call.tells() {
			call.tellRetry(wait, o)
		}
		if err := sleep(call.ctx, wait); err != nil {
			// What the service said is worth more than that nobody waits for it.
			failure := *o.err
			failure.Err = call.redact(err)
			if o.err.Err != nil {
				failure.Err = fmt.Errorf("%w: %w", err, o.err.Err)
			}
			return nil, &failure
		}
		if !o.told {
			call.left -= wait // waiting that the service asked for may exceed the bound
		}
	}
}

// again reports whether another attempt is safe and may go better, and how long
// to wait before it.
func (call *call) again(o outcome) (time.Duration, bool) {
	switch {
	case !o.passing, !o.refused && !call.op.Repeatable(), call.attempts-call.renewals > call.retry.MaxRetries:
		return 0, false
	case o.told && o.asked > call.retry.MaxWait:
		return 0, false
	}
	wait := call.retry.pause(call.attempts, o)
	if deadline, set := call.ctx.Deadline(); set && time.Until(deadline) <= wait {
		return 0, false // the wait would end with less than what there is now
	}
	if call.conn.settings.timeout > 0 && (call.left <= 0 || !o.told && call.left <= wait) {
		return 0, false
	}
	return wait, true
}

// gone reports whether an error says that an earlier attempt of the same DELETE
// was applied after all: its outcome was unknown, and now there is nothing to
// delete. Where a 404 may also mean that the caller may not, it does not say so.
func (call *call) gone(failure *Error) bool {
	return call.op.Method == http.MethodDelete && failure.Uncertain && !call.op.HidesForbidden &&
		errors.Is(failure.Kind, ErrNotFound) && call.op.Succeeds(http.StatusNoContent)
}

func noContent(req *http.Request) *http.Response {
	return &http.Response{
		StatusCode: http.StatusNoContent, Status: "204 No Content", Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{}, Body: http.NoBody, Request: req,
	}
}

func isUnavailable(status int) bool {
	switch status {
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

// isTemporary reports whether an error of a transport may go away by itself: not
// a certificate, a scheme, a header or a redirect.
func isTemporary(err error) bool {
	if _, bad := errors.AsType[*tls.CertificateVerificationError](err); bad {
		return false
	}
	if _, bad := errors.AsType[x509.UnknownAuthorityError](err); bad {
		return false
	}
	if errors.Is(err, http.ErrSchemeMismatch) {
		return false
	}
	if u, ok := errors.AsType[*url.Error](err); ok {
		text := u.Err.Error() // net/http has no values for these
		for _, lasting := range []string{"stopped after ", "unsupported protocol scheme", "invalid header", "certificate is not trusted"} {
			if strings.Contains(text, lasting) {
				return false
			}
		}
	}
	return true
}

// neverSent reports whether an error came before there was a connection.
func neverSent(err error) bool {
	op, ok := errors.AsType[*net.OpError](err)
	return ok && op.Op == "dial"
}

// pause returns how long to wait before the next attempt: what the service
// asked for, or a random time below a bound that doubles.
func (o RetryOptions) pause(made int, last outcome) time.Duration {
	if last.told && last.asked > 0 {
		// A little on top, so that waiting clients do not return together.
		return max(last.asked+min(jitter(last.asked/10), o.MaxWait-last.asked), min(minPause, o.MaxWait))
	}
	return o.backoff(made)
}

// backoff returns a random time below a bound that doubles with each attempt made.
func (o RetryOptions) backoff(made int) time.Duration {
	bound := o.MinWait
	for range made - 1 {
		if bound > o.MaxWait/2 {
			bound = o.MaxWait
			break
		}
		bound *= 2
	}
	return max(jitter(bound), min(minPause, o.MaxWait))
}

// jitter returns a random time below bound.
func jitter(bound time.Duration) time.Duration {
	return rand.N(max(bound, 1)) //nolint:gosec // jitter needs no secrecy
}

package confluence

import (
	"time"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// RetryOptions say how often and how patiently a request is repeated. A zero
// field means its default.
//
// A request that a rate limit refuses was not applied. It is sent again as long as
// there is patience for that limit, which is counted in time: such refusals do not
// count as retries, and their waits are not bound by MaxWait.
type RetryOptions struct {
	// MaxRetries is how often a request is sent again after the first time, not
	// counting what a rate limit refuses. The default is 4; a negative number turns
	// retries off, and with them all waits, also those for a rate limit.
	MaxRetries int
	// MinWait bounds the random wait before the first retry; the bound doubles
	// with each retry. The default is 500 milliseconds, or MaxWait if that is
	// less.
	MinWait time.Duration
	// MaxWait bounds the pause before each retry. A Retry-After above it, such as
	// that of a 503, is not waited for: the error comes back at once and carries the
	// RetryAfter asked for. The default is 30 seconds.
	MaxWait time.Duration
	// BurstPatience is how long a call goes on after a burst limit refused it first,
	// and the longest pause it waits for: longer ones are [ErrRateLimited] at once.
	// The time in the queue of a limit that refuses nothing is not counted. The
	// default is two minutes; a negative time is no patience.
	BurstPatience time.Duration
	// QuotaPatience is how long a call waits in all for a quota to be renewed, which
	// takes up to an hour. The default is not at all: [ErrQuota] comes at once, with
	// the time of the reset in Error.Reset, and until then for every further call
	// without a request being sent.
	QuotaPatience time.Duration
}

func (o RetryOptions) withDefaults() RetryOptions {
	if o.MaxRetries == 0 {
		o.MaxRetries = 4
	}
	o.MaxRetries = max(o.MaxRetries, 0)
	if o.MaxWait == 0 {
		o.MaxWait = max(30*time.Second, o.MinWait)
	}
	if o.MinWait == 0 {
		o.MinWait = min(500*time.Millisecond, o.MaxWait)
	}
	if o.BurstPatience == 0 {
		o.BurstPatience = 2 * time.Minute
	}
	return o
}

func (o RetryOptions) check() error {
	if o.MinWait < 0 || o.MaxWait < 0 || o.QuotaPatience < 0 {
		return argument.Invalid("retry options", "have a negative wait")
	}
	if filled := o.withDefaults(); filled.MinWait > filled.MaxWait {
		return argument.Invalid("retry options", "have a MinWait above MaxWait")
	}
	return nil
}

// WithRetry replaces the default [RetryOptions].
func WithRetry(options RetryOptions) Option {
	return func(s *settings) error {
		if err := options.check(); err != nil {
			return err
		}
		s.retry = options.withDefaults()
		return nil
	}
}

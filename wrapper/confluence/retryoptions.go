package confluence

import (
	"time"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// RetryOptions say how often and how patiently a request is repeated. A zero
// field means its default.
type RetryOptions struct {
	// MaxRetries is how often a request is sent again after the first time.
	// The default is 4; a negative number turns retries off.
	MaxRetries int
	// MinWait bounds the random wait before the first retry; the bound doubles
	// with each retry. The default is 500 milliseconds, or MaxWait if that is
	// less.
	MinWait time.Duration
	// MaxWait bounds every wait. A Retry-After above it is not waited for: the
	// error comes back at once and carries the RetryAfter asked for. The
	// default is 30 seconds.
	MaxWait time.Duration
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
	return o
}

func (o RetryOptions) check() error {
	if o.MinWait < 0 || o.MaxWait < 0 {
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

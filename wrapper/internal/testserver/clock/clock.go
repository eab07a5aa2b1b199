// Package clock is the time of a test server, which can be advanced.
package clock

import (
	"sync/atomic"
	"time"
)

// Clock runs as the machine's does, ahead of it by what it was advanced. The
// zero value, and nil, is not ahead. It is safe for concurrent use.
type Clock struct{ ahead atomic.Int64 }

// Now returns the time.
func (c *Clock) Now() time.Time { return time.Now().Add(c.Ahead()) }

// Ahead returns by how much the clock was advanced.
func (c *Clock) Ahead() time.Duration {
	if c == nil {
		return 0
	}
	return time.Duration(c.ahead.Load())
}

// Advance moves the clock forward, as if that time had passed.
func (c *Clock) Advance(d time.Duration) { c.ahead.Add(int64(d)) }

// Reset brings the clock back to the machine's.
func (c *Clock) Reset() { c.ahead.Store(0) }

package cloudtest

import "time"

// Advance moves the clock of the site forward, as if that time had passed: tasks
// go on, rate limits recover and tokens expire. The dates of new things follow
// it.
func (s *Server) Advance(d time.Duration) { s.engine.Clock().Advance(d) }

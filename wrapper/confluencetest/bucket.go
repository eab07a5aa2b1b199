package confluencetest

import "time"

// Bucket is a rate limit: a bucket of tokens of which each request takes one. The
// zero value is no limit.
type Bucket struct {
	// Size is how many tokens it holds, and has at first.
	Size int
	// Fill is how many it gets in an interval, evenly; Size if it is 0.
	Fill int
	// Interval is a second if it is 0.
	Interval time.Duration
}

// BucketCount is what became of the requests of one bucket.
type BucketCount struct {
	// Of is whose bucket it is: an operationId of Cloud, empty for all addresses
	// that are none, or a username of Data Center, "anonymous" for visitors.
	Of string
	// Passed is how many requests the limit let through.
	Passed int
	// Refused is how many it refused.
	Refused int
}

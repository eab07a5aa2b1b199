package testserver

import (
	"cmp"
	"math"
	"net/http"
	"slices"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
)

// RateLimit is how a product limits requests, and how it speaks of that.
type RateLimit struct {
	// Of returns whose bucket a request takes from.
	Of func(r *http.Request) string
	// Tell sets the headers of a response.
	Tell func(h http.Header, left BucketLeft)
	// Refuse returns what a request meets when the bucket is empty.
	Refuse func(r *http.Request) *respond.Error
}

// BucketLeft is what a response can say of a bucket.
type BucketLeft struct {
	Bucket confluencetest.Bucket
	// Tokens is how many there are.
	Tokens int
	// Wait is how long it takes until there is one, if there is none.
	Wait time.Duration
	// Now is the time of the response.
	Now time.Time
}

// buckets are a limit for each of some, and one for each of the others.
type buckets struct {
	own    map[string]confluencetest.Bucket
	others confluencetest.Bucket
	used   map[string]*bucket
}

// bucket fills with time.
type bucket struct {
	confluencetest.Bucket

	tokens float64
	filled time.Time
	count  confluencetest.BucketCount
}

// of returns a bucket; nil if there is no limit.
func (b *buckets) of(whose string, now time.Time) *bucket {
	if found := b.used[whose]; found != nil {
		return found
	}
	size, own := b.own[whose]
	if !own {
		size = b.others
	}
	if size.Size <= 0 {
		return nil
	}
	full := &bucket{Bucket: size, tokens: float64(size.Size), filled: now, count: confluencetest.BucketCount{Of: whose}}
	b.used[whose] = full
	return full
}

// take takes a token, if there is one.
func (b *bucket) take(now time.Time) (left BucketLeft, ok bool) {
	perSecond := float64(b.Fill) / b.Interval.Seconds()
	b.tokens = min(float64(b.Size), b.tokens+now.Sub(b.filled).Seconds()*perSecond)
	b.filled = now
	left = BucketLeft{Bucket: b.Bucket, Now: now}
	if b.tokens < 1 {
		b.count.Refused++
		left.Wait = time.Duration(math.Ceil((1 - b.tokens) / perSecond * float64(time.Second)))
		return left, false
	}
	b.count.Passed++
	b.tokens--
	left.Tokens = int(b.tokens)
	return left, true
}

// LimitRequests sets the limit of one, or of everybody else if there is no name.
// All buckets are full afterwards, and nothing is counted.
func (s *Server) LimitRequests(of string, limit confluencetest.Bucket) {
	limit.Fill = cmp.Or(limit.Fill, limit.Size)
	limit.Interval = cmp.Or(limit.Interval, time.Second)
	s.mu.Lock()
	defer s.mu.Unlock()
	if of == "" {
		s.buckets.others = limit
	} else {
		if s.buckets.own == nil {
			s.buckets.own = map[string]confluencetest.Bucket{}
		}
		s.buckets.own[of] = limit
	}
	s.buckets.used = map[string]*bucket{}
}

// RateLimit sets one limit for each, and forgets those of some. 0 is no limit.
func (s *Server) RateLimit(perSecond int) {
	s.mu.Lock()
	s.buckets.own = nil
	s.mu.Unlock()
	s.LimitRequests("", confluencetest.Bucket{Size: perSecond})
}

// RequestCounts returns what became of the requests of each bucket, sorted.
func (s *Server) RequestCounts() []confluencetest.BucketCount {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]confluencetest.BucketCount, 0, len(s.buckets.used))
	for _, b := range s.buckets.used {
		all = append(all, b.count)
	}
	slices.SortFunc(all, func(a, b confluencetest.BucketCount) int { return cmp.Compare(a.Of, b.Of) })
	return all
}

// takeToken takes a token for a request; left is nil if there is no limit.
func (s *Server) takeToken(of func(*http.Request) string, r *http.Request) (left *BucketLeft, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.buckets.others.Size <= 0 && len(s.buckets.own) == 0 {
		return nil, true
	}
	now := s.clock.Now()
	b := s.buckets.of(of(r), now)
	if b == nil {
		return nil, true
	}
	said, ok := b.take(now)
	return &said, ok
}

// Limited is the stage of the rate limit.
func (s *Server) Limited(how RateLimit, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		left, ok := s.takeToken(how.Of, r)
		if left != nil {
			how.Tell(w.Header(), *left)
		}
		if !ok {
			how.Refuse(r).Write(w)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// WholeSeconds rounds up, as Retry-After needs it.
func WholeSeconds(wait time.Duration) int { return int(math.Ceil(wait.Seconds())) }

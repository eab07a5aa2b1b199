package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"time"
)

// credential is a name and a secret, or a token alone.
type credential struct{ name, secret string }

// request is one call; GET when there is no method.
type request struct {
	method, path, body string
	as                 credential
	// says is a part of the response's body; empty for any.
	says string
}

// op is something to measure; i is the number of the call.
type op struct {
	name string
	call func(i int) request
}

// spread makes a number below n of another, so that neighbours lie far apart.
func spread(i, n int) int { return i * 40503 % max(n, 1) }

// server is a test server of either product.
type server interface {
	http.Handler
	BasePath() string
}

// newRequest makes a request of a call.
func newRequest(base string, c request) (*http.Request, error) {
	method := c.method
	if method == "" {
		method = http.MethodGet
	}
	var body io.Reader = http.NoBody
	if c.body != "" {
		body = strings.NewReader(c.body)
	}
	r, err := http.NewRequest(method, base+c.path, body) //nolint:noctx // nobody waits for it elsewhere
	if err != nil {
		return nil, err
	}
	if r.Header.Set("Accept", "application/json"); method != http.MethodGet {
		r.Header.Set("X-Atlassian-Token", "no-check")
		r.Header.Set("Content-Type", "application/json")
	}
	if c.as.name == "" {
		r.Header.Set("Authorization", "Bearer "+c.as.secret)
	} else {
		r.SetBasicAuth(c.as.name, c.as.secret)
	}
	return r, nil
}

// calls makes one call after the other, without a connection in between, and
// returns what one takes.
func calls(s server, o op, first, n int) (time.Duration, error) {
	requests := make([]*http.Request, n)
	for i := range requests {
		r, err := newRequest("http://localhost"+s.BasePath(), o.call(first+i))
		if err != nil {
			return 0, err
		}
		requests[i] = r
	}
	var failed *httptest.ResponseRecorder
	begun := time.Now()
	for _, r := range requests {
		w := httptest.NewRecorder()
		if s.ServeHTTP(w, r); w.Code >= http.StatusMultipleChoices {
			failed = w
		}
	}
	took := time.Since(begun) / time.Duration(n)
	if failed != nil {
		return 0, fmt.Errorf("%s: %d %s", o.name, failed.Code, failed.Body)
	}
	return took, nil
}

// comparison is what a call takes on two sites.
type comparison struct {
	small, large time.Duration
	ratio        float64
}

// compare makes calls on both sites in turns. The median counts, also of the
// ratios of neighbours: what else the machine does hits those alike.
func compare(small, large server, onSmall, onLarge op, rounds int) (comparison, error) {
	const perRound = 40
	var all []comparison
	for i := range rounds {
		runtime.GC() // none in between
		a, err := calls(small, onSmall, i*perRound, perRound)
		if err != nil {
			return comparison{}, err
		}
		b, err := calls(large, onLarge, i*perRound, perRound)
		if err != nil {
			return comparison{}, err
		}
		all = append(all, comparison{a, b, float64(b) / float64(a)})
	}
	return comparison{
		median(all, func(c comparison) time.Duration { return c.small }),
		median(all, func(c comparison) time.Duration { return c.large }),
		median(all, func(c comparison) float64 { return c.ratio }),
	}, nil
}

func median[T time.Duration | float64](all []comparison, of func(comparison) T) T {
	values := make([]T, len(all))
	for i, c := range all {
		values[i] = of(c)
	}
	slices.Sort(values)
	return values[len(values)/2]
}

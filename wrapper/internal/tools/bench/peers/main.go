// Command peers compares the SDK with other libraries for Confluence, where both
// can do the work, and prints the comparison as a Markdown table:
//
//	cd wrapper/internal/tools/bench/peers && go run .
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/internal/tools/bench/canned"
	"github.com/confluence-people/go-sdk/wrapper/internal/tools/bench/versus"
)

func main() {
	rounds := flag.Int("rounds", 41, "how often each side of a pair runs; the median counts")
	least := flag.Duration("time", 50*time.Millisecond, "how long a run takes at least")
	flag.Parse()
	if err := run(context.Background(), os.Stdout, *rounds, *least); err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
}

// run compares with each library over the same transports.
func run(ctx context.Context, w io.Writer, rounds int, least time.Duration) error {
	person := canned.Always(canned.Person(1))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(canned.Person(1))
	}))
	defer server.Close()
	const conns = 64
	wire := &http.Transport{MaxConnsPerHost: conns, MaxIdleConnsPerHost: conns}
	defer wire.CloseIdleConnections()

	memory := canned.NewTransport(http.StatusOK, person)
	hits := canned.NewTransport(http.StatusOK, canned.Always(canned.HitPage()))
	missing := canned.NewTransport(http.StatusNotFound, canned.Always([]byte(canned.NotFound)))
	var pairs []versus.Pair
	for _, made := range []func() (versus.Pair, error){
		func() (versus.Pair, error) { return searchPair("a search page of 100 people, go-atlassian", hits) },
		func() (versus.Pair, error) { return searchFailure("a 404, go-atlassian", missing) },
		func() (versus.Pair, error) {
			return searchCold("cold start: New and a search page, go-atlassian", hits)
		},
		func() (versus.Pair, error) { return currentPair("the current user, virtomize", canned.Site, memory) },
		func() (versus.Pair, error) { return currentFailure("a 404, virtomize", missing) },
		func() (versus.Pair, error) { return together("1,000 concurrent GETs, virtomize", server.URL, wire) },
		func() (versus.Pair, error) { return currentCold("cold start: New and one call, virtomize", memory) },
	} {
		pair, err := made()
		if err != nil {
			return err
		}
		pair.Most = versus.Target{Time: 1}
		pairs = append(pairs, pair)
	}
	return versus.Table(ctx, w, "peer", pairs, rounds, least)
}

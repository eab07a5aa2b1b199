package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/internal/tools/bench/canned"
	"github.com/confluence-people/go-sdk/wrapper/internal/tools/bench/versus"
)

// requests is how many requests share the connections that are counted.
const requests = 1_000

// connectionsTable counts the connections that workers open whose clients are made
// without a word on connections, and writes a Markdown table.
func connectionsTable(ctx context.Context, w io.Writer) error {
	if _, err := fmt.Fprintf(w, "| connections opened by %d requests | SDK | natural | target |\n|---|--:|--:|---|\n", requests); err != nil {
		return err
	}
	for _, workers := range []int{1, 8, 64} {
		sdk, err := connectionsOf(ctx, workers, sdkAt)
		if err != nil {
			return err
		}
		natural, err := connectionsOf(ctx, workers, naturalAt)
		if err != nil {
			return err
		}
		verdict := "met"
		if sdk > 2*workers {
			verdict = fmt.Sprintf("**missed**: above %d", 2*workers)
		}
		if _, err := fmt.Fprintf(w, "| %d at a time | %d | %d | %s |\n", workers, sdk, natural, verdict); err != nil {
			return err
		}
	}
	return nil
}

// sdkAt makes a client for a site, and a call of it.
func sdkAt(site string) (versus.Op, error) {
	client, err := cloud.New(site, auth())
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context) error { return currentOf(ctx, client) }, nil
}

func naturalAt(site string) (versus.Op, error) {
	hand := natural{site, &http.Client{}} // with the transport that all share
	return func(ctx context.Context) error {
		_, err := hand.current(ctx)
		return err
	}, nil
}

// connectionsOf returns how many connections a server of its own sees.
func connectionsOf(ctx context.Context, workers int, at func(site string) (versus.Op, error)) (int, error) {
	var opened atomic.Int64
	server := httptest.NewUnstartedServer(serve(canned.Person(1)))
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			opened.Add(1)
		}
	}
	server.Start()
	defer server.Close()
	call, err := at(server.URL)
	if err != nil {
		return 0, err
	}
	left := make(chan struct{}, requests)
	for range requests {
		left <- struct{}{}
	}
	close(left)
	errs := make(chan error, workers)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for range left {
				if err := call(ctx); err != nil {
					errs <- err
					return
				}
			}
		})
	}
	wg.Wait()
	select {
	case err := <-errs:
		return 0, err
	default:
		return int(opened.Load()), nil
	}
}

package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/tools/bench/canned"
)

// collectLine says how much memory Collect takes at its peak.
func collectLine(ctx context.Context, w io.Writer, rows int) error {
	peak, result, err := collectPeak(ctx, rows)
	if err != nil {
		return err
	}
	verdict := "met"
	if peak > 2*result {
		verdict = "**missed**"
	}
	_, err = fmt.Fprintf(w, "\n`Collect` of %d members takes %d MB at its peak for a result of %d MB, %.2f times as much (at most 2: %s).\n",
		rows, int(peak/1e6), int(result/1e6), peak/result, verdict)
	return err
}

// collectPeak collects members, and returns the most memory that was held on the
// way and what the result holds. Garbage is collected as soon as there is any
// that counts.
func collectPeak(ctx context.Context, rows int) (peak, result float64, err error) {
	s, err := newSides(canned.Site, canned.NewTransport(http.StatusOK, canned.LongListing(rows)))
	if err != nil {
		return 0, 0, err
	}
	defer debug.SetGCPercent(debug.SetGCPercent(2))
	runtime.GC()
	before := objects()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	most := make(chan float64)
	go func() {
		highest := before
		look := time.NewTicker(time.Millisecond)
		defer look.Stop()
		for ctx.Err() == nil {
			highest = max(highest, objects())
			select {
			case <-look.C:
			case <-ctx.Done():
			}
		}
		most <- highest
	}()
	opts := cloud.MemberListOptions{Limit: canned.PageSize}
	all, err := confluence.Collect(s.sdk.Groups.AllMembers(ctx, canned.GroupID, &opts))
	after := objects() // what was joined may still be there
	stop()
	peak = max(<-most, after) - before
	if err != nil {
		return 0, 0, err
	}
	runtime.GC()
	runtime.GC()
	result = objects() - before
	runtime.KeepAlive(s)
	runtime.KeepAlive(all)
	return peak, result, expect(rows, len(all))
}

// objects is how many bytes the heap holds, with garbage that was not collected.
func objects() float64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return float64(sample[0].Value.Uint64())
}

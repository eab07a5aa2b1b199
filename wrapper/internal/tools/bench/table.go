package main

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"slices"
	"testing"
	"time"
)

// cost is what doing something once takes.
type cost struct {
	time, bytes, allocs float64
}

// table writes the medians of all pairs as a Markdown table.
func table(w io.Writer, all []pair, rounds int, least string) error {
	_, err := fmt.Fprint(w,
		"| | time, SDK | by hand | ratio | bytes, SDK | by hand | ratio | allocations, SDK | by hand | ratio |\n",
		"|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n")
	if err != nil {
		return err
	}
	for _, p := range all {
		sdk, hand, ratio, err := compare(p, rounds)
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		_, err = fmt.Fprintf(w, "| %s | %s | %s | **%.2f** | %s | %s | **%.2f** | %.0f | %.0f | **%.2f** |\n", p.name,
			duration(sdk.time), duration(hand.time), ratio.time,
			size(sdk.bytes), size(hand.bytes), ratio.bytes,
			sdk.allocs, hand.allocs, ratio.allocs)
		if err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(w, "\nMedians of %d runs of each side, and of the ratios of neighbours, taken in turns (SDK, by hand, SDK, …) and %s or longer each, with %s "+
		"on %d × %s/%s; both sides share the transport, the headers and the credential, \"by hand\" "+
		"is net/http and encoding/json without retries, limits and checks, answers are canned, and over loopback "+
		"(%d connections) the server's own share counts on both sides.\n",
		rounds, least, runtime.Version(), runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, conns)
	return err
}

// compare runs both sides of a pair in turns, and returns the medians of their
// costs and of the ratios of neighbouring runs: what else the machine does hits
// neighbours alike, while medians that are formed first may come from different
// times.
func compare(p pair, rounds int) (sdk, hand, ratio cost, err error) {
	var sdks, hands, ratios []cost
	for range rounds {
		s, err := measure(p.sdk)
		if err != nil {
			return cost{}, cost{}, cost{}, err
		}
		h, err := measure(p.hand)
		if err != nil {
			return cost{}, cost{}, cost{}, err
		}
		sdks, hands = append(sdks, s), append(hands, h)
		ratios = append(ratios, cost{s.time / h.time, s.bytes / h.bytes, s.allocs / h.allocs})
	}
	return medians(sdks), medians(hands), medians(ratios), nil
}

func measure(op func(context.Context) error) (cost, error) {
	var failed error
	r := testing.Benchmark(func(b *testing.B) {
		b.Helper()
		ctx := b.Context()
		for b.Loop() {
			if failed = op(ctx); failed != nil {
				b.FailNow()
			}
		}
	})
	n := float64(max(r.N, 1))
	return cost{float64(r.T.Nanoseconds()) / n, float64(r.MemBytes) / n, float64(r.MemAllocs) / n}, failed
}

func medians(costs []cost) cost {
	return cost{
		median(costs, func(c cost) float64 { return c.time }),
		median(costs, func(c cost) float64 { return c.bytes }),
		median(costs, func(c cost) float64 { return c.allocs }),
	}
}

func median(costs []cost, of func(cost) float64) float64 {
	values := make([]float64, len(costs))
	for i, c := range costs {
		values[i] = of(c)
	}
	slices.Sort(values)
	middle := len(values) / 2
	if len(values)%2 == 0 {
		return (values[middle-1] + values[middle]) / 2
	}
	return values[middle]
}

func duration(nanoseconds float64) string {
	switch {
	case nanoseconds >= float64(time.Millisecond):
		return fmt.Sprintf("%.1f ms", nanoseconds/float64(time.Millisecond))
	default:
		return fmt.Sprintf("%.1f µs", nanoseconds/float64(time.Microsecond))
	}
}

func size(bytes float64) string {
	if bytes >= 1e6 {
		return fmt.Sprintf("%.1f MB", bytes/1e6)
	}
	return fmt.Sprintf("%.1f kB", bytes/1e3)
}

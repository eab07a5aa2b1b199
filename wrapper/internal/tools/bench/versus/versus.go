// Package versus measures the same work done in two ways, in turns, and says how
// they compare.
package versus

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"time"
)

// Op does a piece of work once.
type Op func(context.Context) error

// Pair is one piece of work done by the SDK and by something else.
type Pair struct {
	Name  string
	SDK   Op
	Other Op
	// Once is for work that takes seconds: it is done once a run, and in three runs.
	Once bool
	// Most is what the SDK may take.
	Most Target
}

// Target is what the SDK may take at most. What is zero has no target.
type Target struct {
	// Time, CPU and Bytes are as a multiple of what the other side takes.
	Time, CPU, Bytes float64
	// Allocs is the number of allocations itself.
	Allocs float64
}

// Cost is what doing something once takes: nanoseconds, bytes and allocations.
type Cost struct {
	Time, CPU, Bytes, Allocs float64
}

// Result is how a pair compares: the medians of both sides, and of the ratios of
// neighbouring runs.
type Result struct {
	SDK, Other, Ratio Cost
}

// Compare runs both sides of a pair in turns, so many times and so long at least.
// What else the machine does hits neighbours alike, while medians that are formed
// first may come from different times.
func Compare(ctx context.Context, p Pair, rounds int, least time.Duration) (Result, error) {
	if p.Once {
		rounds, least = min(rounds, 3), 0
	}
	for _, op := range []Op{p.SDK, p.Other} { // connections and caches are made
		if p.Once {
			break
		}
		if err := op(ctx); err != nil {
			return Result{}, err
		}
	}
	var sdks, others, ratios []Cost
	for range rounds {
		s, err := measure(ctx, p.SDK, least)
		if err != nil {
			return Result{}, fmt.Errorf("the SDK: %w", err)
		}
		o, err := measure(ctx, p.Other, least)
		if err != nil {
			return Result{}, fmt.Errorf("the other side: %w", err)
		}
		sdks, others = append(sdks, s), append(others, o)
		ratios = append(ratios, Cost{s.Time / o.Time, s.CPU / o.CPU, s.Bytes / o.Bytes, s.Allocs / o.Allocs})
	}
	return Result{medians(sdks), medians(others), medians(ratios)}, nil
}

// measure does something again and again for a while.
func measure(ctx context.Context, op Op, least time.Duration) (Cost, error) {
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	cpu, began := processTime(), time.Now()
	n := 0
	for batch := 1; n == 0 || time.Since(began) < least; batch = min(2*batch, 1000) {
		for range batch {
			if err := op(ctx); err != nil {
				return Cost{}, err
			}
		}
		n += batch
	}
	took, spent := time.Since(began), processTime()-cpu
	runtime.ReadMemStats(&after)
	each := func(total float64) float64 { return total / float64(n) }
	return Cost{
		each(float64(took)), each(float64(spent)),
		each(float64(after.TotalAlloc - before.TotalAlloc)), each(float64(after.Mallocs - before.Mallocs)),
	}, nil
}

func medians(costs []Cost) Cost {
	return Cost{
		median(costs, func(c Cost) float64 { return c.Time }),
		median(costs, func(c Cost) float64 { return c.CPU }),
		median(costs, func(c Cost) float64 { return c.Bytes }),
		median(costs, func(c Cost) float64 { return c.Allocs }),
	}
}

func median(costs []Cost, of func(Cost) float64) float64 {
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

package versus

import (
	"context"
	"fmt"
	"io"
	"math"
	"strings"
	"time"
)

// Table compares all pairs and writes a Markdown table of the medians. Other is
// what the other side is called. A row that misses its target says so.
func Table(ctx context.Context, w io.Writer, other string, all []Pair, rounds int, least time.Duration) error {
	_, err := fmt.Fprintf(w,
		"| | time, SDK | %[1]s | ratio | ratio of CPU | bytes, SDK | %[1]s | ratio | allocations, SDK | %[1]s | target |\n"+
			"|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|\n", other)
	if err != nil {
		return err
	}
	for _, p := range all {
		r, err := Compare(ctx, p, rounds, least)
		if err != nil {
			return fmt.Errorf("%s: %w", p.Name, err)
		}
		_, err = fmt.Fprintf(w, "| %s | %s | %s | **%.2f** | %s | %s | %s | **%.2f** | %.0f | %.0f | %s |\n", p.Name,
			duration(r.SDK.Time), duration(r.Other.Time), r.Ratio.Time, ratio(r.Ratio.CPU),
			size(r.SDK.Bytes), size(r.Other.Bytes), r.Ratio.Bytes, r.SDK.Allocs, r.Other.Allocs, p.Most.verdict(r))
		if err != nil {
			return err
		}
	}
	return nil
}

// verdict says what of a target was missed. A ratio counts as it is printed.
func (t Target) verdict(r Result) string {
	var missed []string
	note := func(what string, most, got float64) {
		if most > 0 && math.Round(got*100) > math.Round(most*100) {
			missed = append(missed, fmt.Sprintf("%s above %.4g", what, most))
		}
	}
	note("time", t.Time, r.Ratio.Time)
	note("CPU", t.CPU, r.Ratio.CPU)
	note("bytes", t.Bytes, r.Ratio.Bytes)
	note("allocations", t.Allocs, math.Round(r.SDK.Allocs))
	switch {
	case t == Target{}:
		return ""
	case len(missed) == 0:
		return "met"
	}
	return "**missed**: " + strings.Join(missed, ", ")
}

func ratio(value float64) string {
	if math.IsNaN(value) || math.IsInf(value, 0) {
		return ""
	}
	return fmt.Sprintf("%.2f", value)
}

func duration(nanoseconds float64) string {
	switch {
	case nanoseconds >= float64(time.Second):
		return fmt.Sprintf("%.1f s", nanoseconds/float64(time.Second))
	case nanoseconds >= float64(time.Millisecond):
		return fmt.Sprintf("%.1f ms", nanoseconds/float64(time.Millisecond))
	default:
		return fmt.Sprintf("%.1f µs", nanoseconds/float64(time.Microsecond))
	}
}

func size(bytes float64) string {
	switch {
	case bytes >= 1e9:
		return fmt.Sprintf("%.1f GB", bytes/1e9)
	case bytes >= 1e6:
		return fmt.Sprintf("%.1f MB", bytes/1e6)
	}
	return fmt.Sprintf("%.1f kB", bytes/1e3)
}

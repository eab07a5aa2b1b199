package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/internal/tools/bench/versus"
)

func main() {
	rounds := flag.Int("rounds", 41, "how often each side of a pair runs; the median counts")
	least := flag.Duration("time", 50*time.Millisecond, "how long a run takes at least")
	only := flag.String("only", "", "measure only the rows whose name contains this")
	flag.Parse()
	if err := run(context.Background(), os.Stdout, *only, *rounds, *least); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, w io.Writer, only string, rounds int, least time.Duration) error {
	s, end, err := newScenes()
	if err != nil {
		return err
	}
	defer end()
	all := slices.DeleteFunc(s.pairs(), func(p versus.Pair) bool { return !strings.Contains(p.Name, only) })
	if err := versus.Table(ctx, w, "natural", all, rounds, least); err != nil {
		return err
	}
	if _, err := fmt.Fprintln(w); err != nil {
		return err
	}
	if only == "" {
		if err := connectionsTable(ctx, w); err != nil {
			return err
		}
		if err := collectLine(ctx, w, everyone); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(w, "\nMedians of %d runs of each side, %s or longer each, and of the ratios of neighbours, in turns; %s on %d × %s/%s, %s.\n\n",
		rounds, least, runtime.Version(), runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, time.Now().UTC().Format(time.DateOnly))
	return err
}

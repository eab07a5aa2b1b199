package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"time"
)

func main() {
	users := flag.Int("users", 100_000, "users of the large site")
	load := flag.Duration("load", 20*time.Second, "how long the load lasts; 0 leaves it out")
	rounds := flag.Int("rounds", 9, "how often each call is measured; the median counts")
	flag.Parse()
	missed, err := run(os.Stdout, *users, *rounds, *load)
	if err != nil {
		fmt.Fprintln(os.Stderr, "size:", err)
	}
	if err != nil || missed > 0 {
		os.Exit(1)
	}
}

// usersOfSmall is the size that others are compared with.
const usersOfSmall = 1000

// site is a site of either product, ready to be measured.
type site interface {
	server
	URL() string
	Close()
	KeepRecord(n int)
	// ops are the calls to measure.
	ops() []op
	// mixed is the call of the load that has a number.
	mixed(i int) request
	// prepare adds what is no part of the seed's cost.
	prepare()
}

func run(w io.Writer, users, rounds int, load time.Duration) (missed int, err error) {
	out := &table{w: w, rounds: rounds}
	for _, p := range []struct {
		name string
		make func(users int) site
	}{{"Cloud", newCloudSite}, {"Data Center", newInstance}} {
		small := p.make(usersOfSmall)
		small.prepare()
		large := out.seed(p.name, users, func() site { return p.make(users) })
		large.prepare()
		if err := out.requests(p.name, users, small, large); err != nil {
			return 0, err
		}
		small.Close()
		if load > 0 {
			if err := out.load(p.name, users, large, load); err != nil {
				return 0, err
			}
		}
		large.Close()
		runtime.GC()
	}
	return out.missed, nil
}

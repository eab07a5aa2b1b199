package main

import (
	"flag"
	"fmt"
	"os"
	"testing"
)

func main() {
	rounds := flag.Int("rounds", 11, "how often each side of a pair runs; the median counts")
	least := flag.Duration("time", 200e6, "how long a run takes at least")
	testing.Init()
	flag.Parse()
	if err := run(*rounds, least.String()); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(rounds int, least string) error {
	if err := flag.Set("test.benchtime", least); err != nil {
		return err
	}
	s, end, err := newScenes()
	if err != nil {
		return err
	}
	defer end()
	return table(os.Stdout, s.pairs(), rounds, least)
}

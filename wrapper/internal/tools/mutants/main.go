// Command mutants breaks the library in small ways, one at a time, and says
// which of them no test notices:
//
//	go run ./wrapper/internal/tools/mutants [-workers N] [-again] [package ...]
//
// Gremlins breaks each package and runs the package's own tests. What these do
// not notice, or never run, is tried with the tests of the other packages of
// wrapper/ that reach it, nearest first, up to the first that fails. The tree is
// left as it is: go test sees the broken file through an overlay.
//
// What changes nothing when it is broken is listed in known.yaml with the reason.
// It counts as lived, and is not tried again.
//
// With -again, what gremlins found in the run before is taken from
// .cache/mutants, and only what lived then is tried. That is for the one who
// writes the missing tests; the code must be the same.
//
// The exit code is 0 if at least 95 of 100 mutants are covered, 95 of 100 of these
// are killed, and each entry of known.yaml is found in the code.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"sync"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run is main without the process around it.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	const usage = 2
	flags := flag.NewFlagSet("mutants", flag.ContinueOnError)
	flags.SetOutput(stderr)
	workers := flags.Int("workers", 1, "how many mutants are tried at once")
	again := flags.Bool("again", false, "try what lived in the run before")
	if err := flags.Parse(args); err != nil {
		return usage
	}
	known, err := readKnown("wrapper/internal/tools/mutants/known.yaml")
	if err != nil {
		_, _ = fmt.Fprintln(stderr, "mutants:", err)
		return usage
	}
	mutants, err := decide(ctx, flags.Args(), known, *workers, *again, stderr)
	if err != nil {
		_, _ = fmt.Fprintln(stderr, "mutants:", err)
		return usage
	}
	if !report(stdout, mutants, known) {
		return 1
	}
	return 0
}

// decide finds the mutants of the packages and what becomes of each.
func decide(ctx context.Context, patterns []string, known []*entry, workers int, again bool, log io.Writer) ([]*mutant, error) {
	packages, err := list(ctx, patterns)
	if err != nil {
		return nil, err
	}
	suites, err := reach(ctx, packages, log)
	if err != nil {
		return nil, err
	}
	var mutants []*mutant
	for _, p := range packages {
		found, err := gremlins(ctx, p, workers, again, log)
		if err != nil {
			return nil, err
		}
		mutants = append(mutants, found...)
	}
	match(mutants, known)
	var wait sync.WaitGroup
	slots := make(chan struct{}, workers)
	for _, m := range mutants {
		slots <- struct{}{}
		wait.Go(func() {
			defer func() { <-slots }()
			try(ctx, m, suites, again, log)
		})
	}
	wait.Wait()
	return mutants, ctx.Err()
}

package main

import (
	"fmt"
	"io"
	"runtime"
	"time"
)

// The targets.
const (
	mostSeedTime = 3 * time.Second
	mostSeedSize = 200 // MB
	mostRatio    = 3.0
	mostGrowth   = 1.3
)

// table prints what was measured, and counts the targets that were missed.
type table struct {
	w      io.Writer
	rounds int
	missed int
}

func (t *table) printf(format string, args ...any) {
	_, _ = fmt.Fprintf(t.w, format, args...) // as a program that prints
}

// target returns a mark, and counts what is missed.
func (t *table) target(reached bool) string {
	if reached {
		return ""
	}
	t.missed++
	return " (missed)"
}

func megabytes(before, after runtime.MemStats) uint64 {
	return (after.HeapAlloc - min(before.HeapAlloc, after.HeapAlloc)) >> 20
}

func memory() (m runtime.MemStats) {
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m
}

// seed makes a site and tells what that took.
func (t *table) seed(product string, users int, fill func() site) site {
	before := memory()
	begun := time.Now()
	s := fill()
	took := time.Since(begun)
	size := megabytes(before, memory())
	t.printf("%s, seeding %d users and %d memberships: %.2f s%s, %d MB%s\n\n", product, users, users*perUser,
		took.Seconds(), t.target(took <= mostSeedTime), size, t.target(size <= mostSeedSize))
	return s
}

// requests compares what calls cost on two sites.
func (t *table) requests(product string, users int, small, large site) error {
	t.printf("| %s | %d users | %d users | ratio |\n|---|--:|--:|--:|\n", product, usersOfSmall, users)
	of := large.ops()
	for i, o := range small.ops() {
		c, err := compare(small, large, o, of[i], t.rounds)
		if err != nil {
			return err
		}
		t.printf("| %s | %s | %s | **%.2f**%s |\n", o.name, micros(c.small), micros(c.large), c.ratio, t.target(c.ratio <= mostRatio))
	}
	t.printf("\n")
	return nil
}

func micros(d time.Duration) string { return fmt.Sprintf("%.0f µs", float64(d.Nanoseconds())/1000) }

// load puts a site under load and compares with a handler that does nothing.
func (t *table) load(product string, users int, s site, length time.Duration) error {
	s.KeepRecord(1000)
	bare, err := bareRate(length / 5)
	if err != nil {
		return err
	}
	r, err := drive(s.URL(), s.mixed, length)
	if err != nil {
		return err
	}
	growth := float64(r.late) / float64(r.early)
	t.printf("%s, %d users, %d connections for %s: %.0f requests a second, %.2f of a bare handler's %.0f; "+
		"%d wrong responses%s; memory %d MB after a quarter, %d MB at the end%s\n\n",
		product, users, connections, length, r.rate, r.rate/bare, bare,
		r.wrong, t.target(r.wrong == 0), r.early>>20, r.late>>20, t.target(growth <= mostGrowth))
	return nil
}

// Package overlap does several things at once and leaves nothing behind: when it
// returns, all of them have ended.
package overlap

import "sync"

// Do calls job with every number below n, in order, and has up to most of them
// under way at once. With one at a time it starts no goroutine. What a job panics with, Do
// panics with, where the caller can recover from it; jobs that have not begun by
// then are left out.
func Do(n, most int, job func(i int)) {
	if most = min(most, n); most <= 1 {
		for i := range n {
			job(i)
		}
		return
	}
	d := doing{left: n, job: job}
	for range most {
		d.workers.Go(d.work)
	}
	d.workers.Wait()
	if d.panicked {
		panic(d.panic)
	}
}

// doing is one Do under way.
type doing struct {
	job     func(i int)
	workers sync.WaitGroup

	turn     sync.Mutex // guards what follows
	next     int
	left     int
	panicked bool
	panic    any
}

// work does one job after another.
func (d *doing) work() {
	for {
		i, ok := d.take()
		if !ok || !d.do(i) {
			return
		}
	}
}

// take returns the number of a job that nobody has begun.
func (d *doing) take() (int, bool) {
	d.turn.Lock()
	defer d.turn.Unlock()
	if d.left == 0 || d.panicked {
		return 0, false
	}
	i := d.next
	d.next++
	d.left--
	return i, true
}

// do does one job and reports whether it returned.
func (d *doing) do(i int) (returned bool) {
	defer func() {
		if returned {
			return
		}
		what := recover()
		d.turn.Lock()
		defer d.turn.Unlock()
		if !d.panicked {
			d.panicked, d.panic = true, what
		}
	}()
	d.job(i)
	return true
}

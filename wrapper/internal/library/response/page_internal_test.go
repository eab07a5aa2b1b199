package response

import (
	"strings"
	"sync"
	"testing"

	must "github.com/stretchr/testify/require" // require is a function here
)

// TestGuess: as many rows as a page seems to have, and no more memory than the page.
func TestGuess(t *testing.T) {
	t.Parallel()
	must.Equal(t, 1, guess[[10]byte]([]byte("{}")))
	must.Equal(t, 3, guess[[10]byte]([]byte(`[{"a":"12345"},{"a":"12345"},{"a":"12345"}]`)))
	must.Equal(t, 1+4, guess[[10]byte]([]byte(strings.Repeat("},{x", 10))))
	must.Equal(t, 1+10, guess[struct{}]([]byte(strings.Repeat("},{", 10))))
}

// TestKeep: the memory of rows is kept empty, unless there is too much of it.
func TestKeep(t *testing.T) {
	t.Parallel()
	type row [1 << 10]byte
	for rows, kept := range map[int]bool{1: true, maxKept >> 10: true, maxKept>>10 + 1: false} {
		var pool sync.Pool
		m := &memory[row]{pool: &pool, rows: make([]row, 1, rows)}
		m.rows[0][7] = 1
		again := false
		for range 100 { // a pool may lose it now and then
			m.keep()
			again = again || pool.Get() == any(m)
		}
		must.Equal(t, kept, again, rows)
		if kept {
			must.Zero(t, m.rows[0][7])
		}
	}
	(&memory[row]{}).keep()
}

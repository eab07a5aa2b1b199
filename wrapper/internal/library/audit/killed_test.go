package audit_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// TestKilledWhileGroupsCome: of more groups than a checkpoint remembers, some go and
// others come among those that were read. Who stayed comes once.
func TestKilledWhileGroupsCome(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := newModel(rapid.SampledFrom([]int{100, 200}).Draw(t, "page"), slices.Repeat([]int{1}, 220)...)
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		stayed := map[string]bool{}
		for _, group := range m.groups {
			stayed[group] = true
		}
		events, chance := rapid.IntRange(0, 150).Draw(t, "events"), rapid.Float64Range(0.1, 0.9).Draw(t, "chance")
		m.change = func() {
			for ; events > 0 && rng.Float64() < chance; events-- {
				if gone := rng.IntN(220); rng.IntN(2) == 0 {
					m.leave(fmt.Sprintf("g%03d", gone), -1)
					stayed[fmt.Sprintf("g%03d", gone)] = false
				} else {
					m.come(fmt.Sprintf("g%03d.%d", gone, events))
				}
			}
		}
		o, kill := options{}, rapid.IntRange(20, 80).Draw(t, "kill")
		times := map[string]int{}
		for ended := false; !ended; {
			left := 1 + rng.IntN(kill)
			o.OnCheckpoint = func(c checkpoint) error {
				o.From = restart(t, c)
				if left--; left == 0 {
					return errBroken
				}
				return nil
			}
			ended = true
			for row, err := range memberships(t.Context(), m, o) { // a page is a row
				switch {
				case errors.Is(err, errBroken):
					ended = false
				case errors.Is(err, confluence.ErrChanged), errors.Is(err, confluence.ErrStalled):
					return
				default:
					require.NoError(t, err)
					times[strings.TrimSuffix(row, " m00000")]++
				}
			}
		}
		for group, stays := range stayed {
			if stays {
				require.Equal(t, 1, times[group], group)
			}
		}
	})
}

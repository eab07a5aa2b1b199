package paging

import (
	"hash/maphash"
	"math/bits"
)

// firstSlots is how large a set begins.
const firstSlots = 64

// seen is a set of rows, by 64-bit hashes of their identities. A walk of a
// million rows takes two of them for the same with a chance of 3 in 100 million;
// the later one is then lost. Hashes are seeded for each walk, so that nobody can
// choose identities that collide.
//
// The set is open-addressed and at most three quarters full, and it grows by a
// quarter: 11 to 13 bytes a row, where a map takes up to 38.
type seen struct {
	seed  maphash.Seed
	slots []uint64 // 0 is free
	rows  int
}

func newSeen() *seen {
	return &seen{seed: maphash.MakeSeed(), slots: make([]uint64, firstSlots)}
}

// hash returns the hash of an identity, which is never 0.
func (s *seen) hash(key string) uint64 { return max(maphash.String(s.seed, key), 1) }

// after returns the hash of a row without an identity, which is known by the row
// before it.
func (s *seen) after(h uint64) uint64 { return max(maphash.Comparable(s.seed, h), 1) }

// has is whether the set holds a hash.
func (s *seen) has(h uint64) bool { return s.slots[s.find(h)] == h }

// add puts a hash into the set and reports whether it is new.
func (s *seen) add(h uint64) bool {
	at := s.find(h)
	if s.slots[at] == h {
		return false
	}
	if 4*(s.rows+1) > 3*len(s.slots) {
		s.grow()
		at = s.find(h)
	}
	s.slots[at] = h
	s.rows++
	return true
}

// find returns the slot of a hash, or the free one where it would be.
func (s *seen) find(h uint64) int {
	n := uint64(len(s.slots))
	at, _ := bits.Mul64(h, n) // h scaled to the number of slots
	for s.slots[at] != 0 && s.slots[at] != h {
		if at++; at == n {
			at = 0
		}
	}
	return int(at) //nolint:gosec // below len(s.slots)
}

// grow keeps the order of the slots, so that it goes once through memory.
func (s *seen) grow() {
	old := s.slots
	s.slots = make([]uint64, len(old)+len(old)/4)
	for _, h := range old {
		if h != 0 {
			s.slots[s.find(h)] = h
		}
	}
}

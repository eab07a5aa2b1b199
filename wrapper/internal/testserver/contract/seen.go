package contract

import (
	"hash/maphash"
	"strconv"
	"sync"
)

// mostSeen is how many rows a generation of [Seen] holds: with the generation
// before, a page of everything on a large site, and never more than some
// megabytes.
const mostSeen = 1 << 17

// Seen remembers by hash which rows were found right. The rows of a generation
// are forgotten when the one after it is full.
type Seen struct {
	seed maphash.Seed

	mu       sync.Mutex
	now, old map[uint64]struct{}
}

// NewSeen returns an empty memory.
func NewSeen() *Seen { return &Seen{seed: maphash.MakeSeed(), now: map[uint64]struct{}{}} }

// seenOf is the memory of one kind of response.
type seenOf struct {
	*Seen

	kind string
}

func (s *Seen) of(operation string, status int, contentType string) seenOf {
	return seenOf{s, operation + " " + strconv.Itoa(status) + " " + contentType + "\n"}
}

func (s seenOf) hash(row []byte) uint64 {
	var h maphash.Hash
	h.SetSeed(s.seed)
	_, _ = h.WriteString(s.kind) // a hash takes everything
	_, _ = h.Write(row)
	return h.Sum64()
}

// fresh returns the rows that were not seen before.
func (s seenOf) fresh(rows [][]byte) [][]byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	var found [][]byte
	for _, row := range rows {
		key := s.hash(row)
		_, seen := s.now[key]
		if !seen {
			_, seen = s.old[key]
		}
		if !seen {
			found = append(found, row)
		}
	}
	return found
}

// remember notes rows that are right.
func (s seenOf) remember(rows [][]byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, row := range rows {
		if len(s.now) >= mostSeen {
			s.now, s.old = map[uint64]struct{}{}, s.now
		}
		s.now[s.hash(row)] = struct{}{}
	}
}

package paging

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
)

// MostTail is how many rows a tail remembers.
const MostTail = 200

// Tail remembers the last rows of a listing that came in a walk, so that another
// process can go on from there. It has 64-bit hashes of their identities, salted by
// the walk: they tell nobody who it was.
type Tail struct {
	salt []byte
	most int
	last []uint64 // in the order of the listing, from next on
	next int      // where the next goes, once there are as many as there may be
	rows int      // that were added in all
}

// NewTail returns a tail of no rows.
func NewTail(salt []byte) *Tail { return &Tail{salt: salt, most: MostTail} }

// TailOf returns a tail that remembers what Bytes has returned, of so many rows in
// all. It is nil for what Bytes cannot return.
func TailOf(salt, remembered []byte, rows int) *Tail {
	n := len(remembered) / hashSize
	if len(remembered)%hashSize != 0 || n > MostTail || rows < n || n < min(rows, MostTail) {
		return nil
	}
	t := &Tail{salt: salt, most: MostTail, rows: rows}
	for hash := range slices.Chunk(remembered, hashSize) {
		t.last = append(t.last, binary.BigEndian.Uint64(hash))
	}
	return t
}

const hashSize = 8

// Add remembers a row by its identity; one without is passed over.
func (t *Tail) Add(key string) {
	if key == "" {
		return
	}
	t.rows++
	if len(t.last) < t.most {
		t.last = append(t.last, t.hash(key))
		return
	}
	t.last[t.next] = t.hash(key)
	t.next = (t.next + 1) % t.most
}

// Place is where a row stands in the listing, next to rows that came before it. The
// zero Place is after all of them.
type Place struct {
	// Late is whether it came into the middle of what was read.
	Late bool
	// Before and After are the identities of rows that it stands before or after; ""
	// where that is not known. With neither it is the first.
	Before, After string
}

// AddAt remembers a row by its identity and its place. One that stands next to a row
// that is forgotten is forgotten, too.
func (t *Tail) AddAt(key string, place Place) {
	if key == "" || !place.Late {
		t.Add(key)
		return
	}
	at := 0
	switch {
	case place.Before != "":
		at = t.find(place.Before)
	case place.After != "":
		if at = t.find(place.After); at >= 0 {
			at++
		}
	}
	t.rows++
	if at < 0 {
		return
	}
	ordered := slices.Insert(t.ordered(), at, t.hash(key))
	t.last, t.next = ordered[max(0, len(ordered)-t.most):], 0
}

// Has is whether a row is remembered.
func (t *Tail) Has(key string) bool { return t.find(key) >= 0 }

// find returns the place of a row among those that are remembered, or -1.
func (t *Tail) find(key string) int {
	return slices.Index(t.ordered(), t.hash(key))
}

func (t *Tail) ordered() []uint64 { return slices.Concat(t.last[t.next:], t.last[:t.next]) }

// Rows is how many rows were added.
func (t *Tail) Rows() int { return t.rows }

// Bytes returns what is remembered, oldest first.
func (t *Tail) Bytes() []byte {
	b := make([]byte, 0, hashSize*len(t.last))
	for i := range t.last {
		b = binary.BigEndian.AppendUint64(b, t.last[(t.next+i)%len(t.last)])
	}
	return b
}

// hash returns the hash of an identity.
func (t *Tail) hash(key string) uint64 {
	h := sha256.New()
	h.Write(t.salt)
	h.Write([]byte(key))
	var sum [sha256.Size]byte
	return binary.BigEndian.Uint64(h.Sum(sum[:0]))
}

// isWhole is whether all rows that were added are remembered.
func (t *Tail) isWhole() bool { return t.rows == len(t.last) }

package state

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"unicode"
)

// firstNumber is far from zero, as on a site that has been in use.
const firstNumber = 65536

// Number gives out the numbers that ids are made of.
func (s *Store) Number() int64 {
	s.serial++
	return firstNumber + s.serial
}

// NumberText is the next number in text form.
func (s *Store) NumberText() string { return Text(s.Number()) }

// Text is a number in text form.
func Text(number int64) string { return strconv.FormatInt(number, 10) }

// Reserve keeps an id from being given out, which something that is to come has
// already.
func (s *Store) Reserve(id string) { s.reserved[id] = true }

// IsReserved reports whether an id must not be given out.
func (s *Store) IsReserved(id string) bool { return s.reserved[id] }

// UUID makes the same identifiers in every run, so that tests can be compared. It
// leaves out those that are taken: another run can have given them out.
func (s *Store) UUID(kind string, isTaken func(id string) bool) string {
	for {
		if id := uuidOf(kind + s.NumberText()); !isTaken(id) && !s.reserved[id] {
			return id
		}
	}
}

func uuidOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	sum[6] = sum[6]&0x0f | 0x40
	sum[8] = sum[8]&0x3f | 0x80
	h := hex.EncodeToString(sum[:16])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// Email makes an address from an id.
func Email(id string) string {
	return strings.Map(func(r rune) rune {
		if r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return unicode.ToLower(r)
		}
		return '-'
	}, id) + "@example.com"
}

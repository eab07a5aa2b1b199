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

// UUID makes the same identifiers in every run, so that tests can be compared.
func (s *Store) UUID(kind string) string {
	sum := sha256.Sum256([]byte(kind + s.NumberText()))
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

package lean

import (
	"encoding/json"
	"sync/atomic"
)

// Word is text that is likely to be in other rows, too, such as a state or a
// language.
type Word string

// UnmarshalJSON decodes a JSON string. A word that was met before is not allocated
// again.
func (w *Word) UnmarshalJSON(data []byte) error {
	if slot, ok := slotOf(data); ok {
		*w = Word(met[slot].word(data[1 : len(data)-1]))
		return nil
	}
	return json.Unmarshal(data, (*string)(w))
}

// longest is how long a word may be to be remembered, with its quotes.
const longest = 40

// met are words that were met, each in the slot of its hash; the later one of two
// in the same slot is remembered.
var met [256]memory

// slotOf returns the slot of a JSON value, if that is a short string that means what
// it says.
func slotOf(data []byte) (uint8, bool) {
	if len(data) < 2 || len(data) > longest || data[0] != '"' || data[len(data)-1] != '"' {
		return 0, false
	}
	hash := uint32(2166136261) // FNV-1a
	for _, c := range data {
		if c == '\\' || c >= 0x80 { // escaped, or to be checked
			return 0, false
		}
		hash = (hash ^ uint32(c)) * 16777619
	}
	return uint8(hash ^ hash>>16), true
}

// memory remembers one word, for any number of goroutines.
type memory struct{ text atomic.Pointer[string] }

func (m *memory) word(text []byte) string {
	if known := m.text.Load(); known != nil && *known == string(text) {
		return *known
	}
	word := string(text)
	m.text.Store(&word)
	return word
}

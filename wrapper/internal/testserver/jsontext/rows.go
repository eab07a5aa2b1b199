package jsontext

import "bytes"

// List is an object with a list of results in it, in parts.
type List struct {
	before, after []byte
	// Rows are the results.
	Rows [][]byte
}

// Results takes an object apart that has a list called results; others it does
// not. The text is one that encoding/json wrote.
func Results(text []byte) (List, bool) {
	if len(text) == 0 || text[0] != '{' {
		return List{}, false
	}
	r := &reader{text: text}
	var rows [][]byte
	from, to := -1, -1
	err := r.items('}', func() error {
		key, err := r.string()
		if err != nil {
			return err
		}
		r.at++ // the colon
		if key != "results" || r.peek() != '[' {
			return r.value(1)
		}
		from = r.at + 1
		err = r.items(']', func() error {
			begin := r.at
			err := r.value(2)
			rows = append(rows, text[begin:r.at])
			return err
		})
		to = r.at - 1
		return err
	})
	if err != nil || from < 0 {
		return List{}, false
	}
	return List{text[:from], text[to:], rows}, true
}

// With returns the object with other rows.
func (l List) With(rows [][]byte) []byte {
	return bytes.Join([][]byte{l.before, bytes.Join(rows, []byte(",")), l.after}, nil)
}

package response

import (
	"bytes"
	"net/http"
	"reflect"
	"sync"
)

// maxKept is the largest memory, in bytes, that is kept for the rows of the next
// page.
const maxKept = 1 << 20

// Page decodes a page of rows, converts it, and keeps nothing of it but what
// convert returns: the rows are decoded into memory that the next page of the same
// connection uses again. Rows says where the list is, which stays nil where the
// response holds none; missing is that of [Require], or nil.
func Page[P, R, B any](resp *http.Response, err error, rows func(*P) *[]R, missing func(*P) string, convert func(*P) *B) (*B, error) {
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	content := contentOf(resp)
	memory := memoryOf[R](content)
	defer memory.keep()
	var page P
	list := rows(&page)
	*list = memory.rows[:0]
	if err := decode(content, &page); err != nil {
		memory.rows = *list
		return nil, err
	}
	if len(*list) == 0 { // there may have been no list, which is not an empty one
		page = *new(P)
		if err := decode(content, &page); err != nil {
			return nil, err
		}
	} else {
		memory.rows = *list
	}
	count(content, len(*list))
	if err := lacking(content, &page, missing); err != nil {
		return nil, err
	}
	return convert(&page), nil
}

// memory is where rows are decoded.
type memory[R any] struct {
	pool *sync.Pool // nil where the response did not come through a connection
	rows []R
}

// memoryOf takes the memory of a page before, if it held rows of the same kind.
func memoryOf[R any](content body) *memory[R] {
	source, ok := content.(interface{ Memory() *sync.Pool })
	if !ok {
		return &memory[R]{rows: []R{}}
	}
	pool := source.Memory()
	if kept, ok := pool.Get().(*memory[R]); ok {
		return kept
	}
	return &memory[R]{pool: pool, rows: make([]R, 0, guess[R](content.Bytes()))}
}

// guess is how many rows a page seems to have. What rows have in them may be counted,
// too, but memory for all is never more than the page itself.
func guess[R any](page []byte) int {
	return 1 + min(bytes.Count(page, []byte("},{")), len(page)/max(int(reflect.TypeFor[R]().Size()), 1))
}

// keep gives the memory to the next page, with nothing in it: a decoder leaves
// alone what a row does not name.
func (m *memory[R]) keep() {
	m.rows = m.rows[:cap(m.rows)]
	if m.pool == nil || uintptr(len(m.rows))*reflect.TypeFor[R]().Size() > maxKept {
		return
	}
	clear(m.rows)
	m.pool.Put(m)
}

package paging

// NewShortTail returns a tail that remembers fewer rows.
func NewShortTail(most int) *Tail { return &Tail{salt: []byte("salt"), most: most} }

// Reread returns what another process makes of a tail.
func (t *Tail) Reread() *Tail {
	again := TailOf(t.salt, t.Bytes(), len(t.last))
	again.most, again.rows = t.most, t.rows
	return again
}

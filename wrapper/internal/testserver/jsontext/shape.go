package jsontext

import "slices"

// Kind is what a value is.
type Kind int

// The kinds; the zero value is no kind and fits nothing.
const (
	Any Kind = iota + 1
	Object
	List
	Text
	Bool
	Number
)

// Shape says what a value must be like. It is for values that are mostly right:
// whether they are is found out by reading them once, without a copy.
type Shape struct {
	Kind     Kind
	Nullable bool
	// Members are those that an object may have; one without may have any.
	Members map[string]Member
	// Required are the bits of the members that must be there.
	Required uint64
	// Items are what a list is of.
	Items *Shape
	// Allows looks at a text without escapes, or at a number; it may be nil.
	Allows func(literal []byte) bool
}

// Member is a member of an object.
type Member struct {
	*Shape

	// Bit is one of [Shape.Required], or 0.
	Bit uint64
}

// Fits reports whether a text is JSON of this shape. A text with escapes where
// only some are allowed does not fit, and neither does JSON that is doubtful.
func (s *Shape) Fits(text []byte) bool {
	r := &reader{text: text}
	r.space()
	if !r.fits(s, 0) {
		return false
	}
	r.space()
	return r.at == len(text) && len(r.doubts) == 0
}

func (r *reader) fits(s *Shape, depth int) bool {
	if s == nil || depth > mostDepth {
		return false
	}
	from, c := r.at, r.peek()
	if c == 'n' {
		return s.Nullable && r.value(depth) == nil
	}
	switch s.Kind {
	case Any:
		return r.value(depth) == nil
	case Object:
		return c == '{' && r.fitsObject(s, depth)
	case List:
		return c == '[' && r.each(']', func() bool { return r.fits(s.Items, depth+1) })
	case Text:
		if c != '"' {
			return false
		}
		inner, plain, err := r.raw()
		return err == nil && (s.Allows == nil || plain && s.Allows(inner))
	case Bool:
		return (c == 't' || c == 'f') && r.value(depth) == nil
	case Number:
		digits := c == '-' || c >= '0' && c <= '9'
		return digits && r.number() == nil && (s.Allows == nil || s.Allows(r.text[from:r.at]))
	}
	return false
}

func (r *reader) fitsObject(s *Shape, depth int) bool {
	if s.Members == nil {
		return r.value(depth) == nil
	}
	var there uint64
	fits := r.each('}', func() bool {
		if r.peek() != '"' {
			return false
		}
		key, plain, err := r.raw()
		if err != nil || !plain {
			return false
		}
		member, known := s.Members[string(key)]
		r.space()
		if !known || r.peek() != ':' {
			return false
		}
		there |= member.Bit
		r.at++
		r.space()
		return r.fits(member.Shape, depth+1)
	})
	return fits && there&s.Required == s.Required
}

// each reads what stands between brackets.
func (r *reader) each(closing byte, one func() bool) bool {
	return r.items(closing, func() error {
		if one() {
			return nil
		}
		return errUnfit
	}) == nil
}

// OneOf allows some literals.
func OneOf(literals ...string) func([]byte) bool {
	return func(literal []byte) bool {
		return slices.ContainsFunc(literals, func(allowed string) bool { return string(literal) == allowed })
	}
}

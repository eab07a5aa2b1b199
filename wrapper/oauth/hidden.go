package oauth

// hidden keeps a value from every form of printing and encoding: those show a
// function as an address or refuse it.
type hidden[T any] func() T

func hide[T any](value T) hidden[T] { return func() T { return value } }

// get returns the value; none of what was never hidden.
func (h hidden[T]) get() T {
	if h == nil {
		var none T
		return none
	}
	return h()
}

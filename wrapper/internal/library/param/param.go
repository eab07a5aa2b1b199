package param

// Copy returns the options pointed to, or the defaults.
func Copy[O any](opts *O) O {
	if opts == nil {
		var defaults O
		return defaults
	}
	return *opts
}

// Text leaves a parameter out where it is empty.
func Text[T ~string](value string) *T {
	if value == "" {
		return nil
	}
	t := T(value)
	return &t
}

// List leaves a parameter out where it lists nothing.
func List(values []string) *[]string {
	if len(values) == 0 {
		return nil
	}
	return &values
}

// Flag leaves a parameter out where it is false, which is every default.
func Flag(on bool) *bool {
	if !on {
		return nil
	}
	return &on
}

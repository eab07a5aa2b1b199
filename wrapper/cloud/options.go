package cloud

import "github.com/confluence-people/go-sdk/wrapper/confluence"

// Parts of a user that are sent only when asked for.
const (
	// ExpandOperations asks for what the caller may do with the user.
	ExpandOperations = "operations"
	// ExpandPersonalSpace asks for the user's personal space.
	ExpandPersonalSpace = "personalSpace"
	// ExpandIsExternalCollaborator asks whether the user is a guest.
	ExpandIsExternalCollaborator = "isExternalCollaborator"
)

// UserOptions say how much of a user is wanted.
type UserOptions struct {
	// Expand lists parts to send, such as [ExpandPersonalSpace]; none by
	// default.
	Expand []string
}

func (o *UserOptions) expand() *[]string {
	if o == nil {
		return nil
	}
	return list(o.Expand)
}

// list leaves a parameter out where nothing is asked for.
func list(parts []string) *[]string {
	if len(parts) == 0 {
		return nil
	}
	return &parts
}

// flag leaves a parameter out where it is false, which is every default.
func flag(on bool) *bool {
	if !on {
		return nil
	}
	return &on
}

// text leaves a parameter out where it is empty.
func text[T ~string](value string) *T {
	if value == "" {
		return nil
	}
	t := T(value)
	return &t
}

// segment checks a value that names one thing on the service.
func segment(name, value string) error {
	return confluence.CheckPathValue(name, value)
}

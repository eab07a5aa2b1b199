package cloud

import (
	"github.com/confluence-people/go-sdk/wrapper/internal/answer"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

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
	return answer.List(o.Expand)
}

// segment checks a value that names one thing on the service.
func segment(name, value string) error {
	return argument.PathValue(name, value)
}

// counted is a number of rows, 0 where they were not counted.
func counted(total *int) int64 {
	if total == nil {
		return 0
	}
	return int64(*total)
}

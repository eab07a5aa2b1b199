package datacenter

import (
	"errors"
	"fmt"
	"strings"
	"sync/atomic"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// groupForms knows in which of two forms an instance takes the name of a group:
// as a query parameter, which any name fits, or in the path, where a name with
// a slash does not. Versions 9.3 to 10.0 have the path alone, all others both.
type groupForms struct{ known atomic.Int32 }

const (
	unknownForm int32 = iota
	queryForm
	pathForm
)

// inEitherForm makes a request in the query form and, where an instance turns
// out not to have it, in the path form. What was found out is kept.
func inEitherForm[T any](forms *groupForms, groupName string, query, path func() (*T, error)) (*T, error) {
	if err := checkGroupName(groupName); err != nil {
		return nil, err
	}
	known, slash := forms.known.Load(), strings.Contains(groupName, "/")
	if known == pathForm && !slash {
		return path()
	}
	result, err := query()
	switch {
	case err == nil:
		forms.known.Store(queryForm)
		return result, nil
	case known == pathForm && missing(err):
		return nil, fmt.Errorf("confluence: the instance seems to be of a version that cannot address a group name with a slash: %w", err)
	case known == queryForm || slash || !missing(err):
		return nil, err
	}
	// No such group, or no such address: the path form tells, also in its error,
	// where the query form's may be about a group called "info".
	result, err = path()
	if err == nil {
		forms.known.CompareAndSwap(unknownForm, pathForm)
	}
	return result, err
}

// missing reports whether a response can come from an instance that does not know
// the query form. It takes GET group/member for the group named "member": mostly
// there is none, and if there is, the response is not the documented one.
func missing(err error) bool {
	return errors.Is(err, confluence.ErrNotFound) || errors.Is(err, confluence.ErrNoRoute) ||
		errors.Is(err, confluence.ErrUnexpectedContent)
}

func checkGroupName(groupName string) error {
	return argument.PathValue("group name", groupName)
}

// Package answer turns what a generated client returns into what the services
// return: a result or an error, never neither.
package answer

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// with200 is a generated answer whose documented success is a 200 with a body.
type with200[T any] interface {
	GetJSON200() *T
	GetBody() []byte
}

// with201 is a generated answer whose documented success is a 201 with a body.
type with201[T any] interface {
	GetJSON201() *T
	GetBody() []byte
}

// with202 is a generated answer whose documented success is a 202 with a body.
type with202[T any] interface {
	GetJSON202() *T
	GetBody() []byte
}

// OK returns the body of a 200.
func OK[R with200[T], T any](rsp R, err error) (*T, error) {
	if err != nil {
		return nil, named[R](err)
	}
	return present[R](rsp.GetJSON200(), rsp.GetBody())
}

// Created returns the body of a 201.
func Created[R with201[T], T any](rsp R, err error) (*T, error) {
	if err != nil {
		return nil, named[R](err)
	}
	return present[R](rsp.GetJSON201(), rsp.GetBody())
}

// Accepted returns the body of a 202.
func Accepted[R with202[T], T any](rsp R, err error) (*T, error) {
	if err != nil {
		return nil, named[R](err)
	}
	return present[R](rsp.GetJSON202(), rsp.GetBody())
}

// Whole refuses a result that lacks what makes it one, such as an id: an empty
// object is no answer, although it decodes.
func Whole[T any](complete func(*T) bool) func(*T, error) (*T, error) {
	return func(result *T, err error) (*T, error) {
		if err == nil && !complete(result) {
			return nil, fmt.Errorf("%w: the documented content is missing", confluence.ErrUnexpectedContent)
		}
		return result, err
	}
}

// Done returns the error of an operation whose answer holds nothing of use.
// That the status is the documented one was seen to by the connection.
func Done[R any](_ R, err error) error {
	if err != nil {
		return named[R](err)
	}
	return nil
}

// present refuses an answer without the documented body: generated code leaves
// the result nil, and takes the JSON null for an empty object.
func present[R, T any](result *T, body []byte) (*T, error) {
	if result == nil || bytes.Equal(bytes.TrimSpace(body), []byte("null")) {
		return nil, fmt.Errorf("%w: %s: the documented body is missing", confluence.ErrUnexpectedContent, Operation[R]())
	}
	return result, nil
}

// named gives an error of decoding its kind and the name of the operation. The
// connection's own errors have theirs.
func named[R any](err error) error {
	if _, ok := errors.AsType[*confluence.Error](err); ok {
		return err
	}
	_, syntax := errors.AsType[*json.SyntaxError](err)
	_, typed := errors.AsType[*json.UnmarshalTypeError](err)
	if syntax || typed || strings.HasPrefix(err.Error(), "json: ") {
		return fmt.Errorf("%w: %s: %w", confluence.ErrUnexpectedContent, Operation[R](), err)
	}
	return err
}

// Operation returns the operationId that a generated answer type is named
// after: the generator turns getGroupByGroupId into *GetGroupByGroupIDResponse.
func Operation[R any]() string {
	t := reflect.TypeFor[R]()
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	name := strings.ReplaceAll(strings.TrimSuffix(t.Name(), "Response"), "ID", "Id")
	if name == "" {
		return "unnamed operation"
	}
	return strings.ToLower(name[:1]) + name[1:]
}

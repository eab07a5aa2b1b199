// Package response turns the responses of the generated clients into results or
// errors, never neither.
package response

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"reflect"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// body is the body of a response that came through a connection: read already,
// and able to say what is wrong with it as an error of the call.
type body interface {
	Bytes() []byte
	Fail(cause error) error
}

// JSON decodes the documented body of a response. The JSON null is no body.
func JSON[T any](resp *http.Response, err error) (*T, error) {
	return Require[T](nil)(resp, err) //nolint:bodyclose // Require closes it
}

// Require decodes the documented body of a response and refuses one that lacks
// what makes it a result, such as an id: an empty object is no result, although
// it decodes. Missing returns what is missing, or "".
func Require[T any](missing func(*T) string) func(*http.Response, error) (*T, error) {
	return func(resp *http.Response, err error) (*T, error) { return require(resp, err, missing) }
}

func require[T any](resp *http.Response, err error, missing func(*T) string) (*T, error) {
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	content := contentOf(resp)
	result := new(T)
	if err := decode(content, result); err != nil {
		return nil, err
	}
	n := 0
	if missing == nil { // else it is one thing, and no list
		n = rows(result)
	}
	count(content, n)
	if err := lacking(content, result, missing); err != nil {
		return nil, err
	}
	return result, nil
}

// decode reads the body of a response.
func decode(content body, into any) error {
	switch err := json.Unmarshal(content.Bytes(), into); {
	case isMissing(content.Bytes()):
		return content.Fail(errors.New("the documented body is missing"))
	case err != nil:
		return content.Fail(err)
	}
	return nil
}

// lacking is the error for a result that lacks what makes it one.
func lacking[T any](content body, result *T, missing func(*T) string) error {
	if missing == nil {
		return nil
	}
	if what := missing(result); what != "" {
		return content.Fail(errors.New("the documented content is missing: " + what))
	}
	return nil
}

// count tells the budget of the client how many rows came.
func count(content body, rows int) {
	if counter, ok := content.(interface{ Rows(n int) }); ok {
		counter.Rows(rows)
	}
}

// rows is how many users, groups or other rows a result holds, for the budget of the
// client: those of a list, or of its Results.
func rows(result any) int {
	v := reflect.ValueOf(result).Elem()
	if v.Kind() == reflect.Struct {
		v = v.FieldByName("Results")
	}
	if v.Kind() != reflect.Slice {
		return 0
	}
	return v.Len()
}

// Done ends a call whose response holds nothing of use. That the status is the
// documented one was seen to by the connection.
func Done(resp *http.Response, err error) error {
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// isMissing reports a body that is empty or the JSON null, which decodes into an
// empty object.
func isMissing(content []byte) bool {
	content = bytes.TrimSpace(content)
	return len(content) == 0 || bytes.Equal(content, []byte("null"))
}

func contentOf(resp *http.Response) body {
	if b, ok := resp.Body.(body); ok {
		return b
	}
	content, err := io.ReadAll(resp.Body)
	return plain{content, err}
}

// plain is the body of a response that came another way.
type plain struct {
	content []byte
	err     error
}

// Bytes returns the body.
func (b plain) Bytes() []byte { return b.content }

// Fail returns the error for a body that is not the documented one.
func (b plain) Fail(cause error) error {
	return &confluence.Error{Kind: confluence.ErrUnexpectedContent, Err: errors.Join(b.err, cause)}
}

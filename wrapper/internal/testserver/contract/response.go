package contract

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"

	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/jsontext"
)

// CheckResponse reports how a response departs from the contract. One that has
// the shape of its schema does not; the others the validator looks at, which
// takes ten times as long and knows what is wrong.
func (c *Contract) CheckResponse(r *http.Request, to *routers.Route, response *httptest.ResponseRecorder) error {
	body := response.Body.Bytes()
	documented := to.Operation.Responses.Status(response.Code)
	if documented == nil || documented.Value == nil {
		return fmt.Errorf("status %d is not in the contract", response.Code)
	}
	if len(documented.Value.Content) == 0 && len(body) > 0 {
		return fmt.Errorf("status %d has a body, which is not in the contract", response.Code)
	}
	kind := response.Header().Get("Content-Type")
	if media := documented.Value.Content[kind]; media != nil && c.shapes.of(media.Schema).Fits(body) {
		return nil
	}
	err := openapi3filter.ValidateResponse(r.Context(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: input(r, to),
		Status:                 response.Code,
		Header:                 response.Header(),
		Body:                   io.NopCloser(bytes.NewReader(body)),
		Options:                options(),
	})
	if err != nil || len(body) == 0 {
		return err
	}
	if _, err := jsontext.Check(body); err != nil { // the validator stops where the value ends
		return err
	}
	value, err := decode(body)
	if err != nil {
		return err
	}
	if media := documented.Value.Content.Get(kind); media != nil {
		return undeclared(media.Schema, value, "")
	}
	return nil
}

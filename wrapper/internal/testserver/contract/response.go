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

// CheckResponse reports how a response departs from the contract. What was seen
// to be right before is not checked again: a row that did not change is the same
// on every page, and only the page around it is new.
func (c *Contract) CheckResponse(seen *Seen, r *http.Request, to *routers.Route, response *httptest.ResponseRecorder) error {
	body := response.Body.Bytes()
	documented := to.Operation.Responses.Status(response.Code)
	if documented == nil || documented.Value == nil {
		return fmt.Errorf("status %d is not in the contract", response.Code)
	}
	if len(documented.Value.Content) == 0 && len(body) > 0 {
		return fmt.Errorf("status %d has a body, which is not in the contract", response.Code)
	}
	list, isList := jsontext.Results(body)
	if !isList {
		list = jsontext.List{Rows: [][]byte{body}}
	}
	of := seen.of(to.Operation.OperationID, response.Code, response.Header().Get("Content-Type"))
	fresh := of.fresh(list.Rows)
	switch {
	case isList && len(fresh) < len(list.Rows):
		body = list.With(fresh)
	case !isList && len(body) > 0 && len(fresh) == 0:
		return nil
	}
	if err := check(r, to, response, body); err != nil {
		return err
	}
	of.remember(fresh)
	return nil
}

func check(r *http.Request, to *routers.Route, response *httptest.ResponseRecorder, body []byte) error {
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
	value, err := decode(body)
	if err != nil {
		return err
	}
	documented := to.Operation.Responses.Status(response.Code).Value
	if media := documented.Content.Get(response.Header().Get("Content-Type")); media != nil {
		return undeclared(media.Schema, value, "")
	}
	return nil
}

package contract

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/jsontext"
)

// Departure is one way in which a request departs from the contract.
type Departure struct {
	// Err says how.
	Err error
	// Ignored says that the service takes no notice of it.
	Ignored bool
}

// ErrContentType is the departure of a body that says it is of another format.
var ErrContentType = errors.New("the Content-Type of the body is not in the contract")

// options are strict: every documented status, and nobody logs in for real. No
// defaults are filled in, so that handlers see the request that was sent.
func options() *openapi3filter.Options {
	return &openapi3filter.Options{
		IncludeResponseStatus: true,
		MultiError:            true,
		SkipSettingDefaults:   true,
		AuthenticationFunc:    openapi3filter.NoopAuthenticationFunc,
	}
}

// input describes a routed request to the validator.
func input(r *http.Request, to *routers.Route) *openapi3filter.RequestValidationInput {
	params := map[string]string{}
	for _, p := range to.Operation.Parameters {
		if p.Value.In == openapi3.ParameterInPath {
			params[p.Value.Name] = r.PathValue(p.Value.Name)
		}
	}
	return &openapi3filter.RequestValidationInput{Request: r, PathParams: params, Route: to, Options: options()}
}

// CheckRequest reports how a request departs from the contract, and returns it
// as the service understands it: without what that ignores.
func (*Contract) CheckRequest(r *http.Request, body []byte, to *routers.Route) (found []Departure, understood *http.Request) {
	wrong, known, readable := checkBody(r, body, to)
	understood = WithBody(r, known)
	found = append(checkQuery(r, to), join(understood, to)...)
	in := input(understood, to)
	found = append(found, checkPath(in.PathParams)...)
	found = append(found, wrong...)
	in.Options.ExcludeRequestBody = !readable
	err := openapi3filter.ValidateRequest(r.Context(), in)
	understood.Body = io.NopCloser(bytes.NewReader(known)) // it was read
	if several, ok := errors.AsType[openapi3.MultiError](err); ok {
		for _, err := range several {
			found = append(found, Departure{Err: err})
		}
	} else if err != nil {
		found = append(found, Departure{Err: err})
	}
	return found, understood
}

// WithBody returns a request whose body is there as a whole.
func WithBody(r *http.Request, body []byte) *http.Request {
	own := r.WithContext(r.Context())
	own.Body = io.NopCloser(bytes.NewReader(body))
	own.ContentLength = int64(len(body)) // unknown until now if it came in chunks
	return own
}

// join makes one parameter of those that are repeated although the contract has
// their values joined by commas. The service does the same.
func join(r *http.Request, to *routers.Route) []Departure {
	var found []Departure
	query := r.URL.Query()
	for _, p := range to.Operation.Parameters {
		name := p.Value.Name
		if p.Value.In != openapi3.ParameterInQuery || p.Value.Explode == nil || *p.Value.Explode || len(query[name]) < 2 {
			continue
		}
		query[name] = []string{strings.Join(query[name], ",")}
		found = append(found, Departure{fmt.Errorf("query parameter %q is repeated, not joined by commas", name), true})
	}
	if len(found) > 0 {
		joined := *r.URL
		joined.RawQuery = query.Encode()
		r.URL = &joined
	}
	return found
}

func checkQuery(r *http.Request, to *routers.Route) []Departure {
	var found []Departure
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		found = append(found, Departure{Err: fmt.Errorf("the query cannot be read: %w", err)})
	}
	for _, name := range slices.Sorted(maps.Keys(query)) {
		p := to.Operation.Parameters.GetByInAndName(openapi3.ParameterInQuery, name)
		for _, value := range query[name] {
			if what := unfit(value); what != "" {
				found = append(found, Departure{Err: fmt.Errorf("query parameter %q has %s", name, what)})
			}
		}
		switch {
		case p == nil && name == "next":
			// The service's own links carry it.
		case p == nil:
			found = append(found, Departure{fmt.Errorf("query parameter %q is not in the contract", name), true})
		case len(query[name]) > 1 && !p.Schema.Value.Type.Is(openapi3.TypeArray):
			found = append(found, Departure{Err: fmt.Errorf("query parameter %q is repeated", name)})
		case p.Required && p.Schema.Value.Type.Is(openapi3.TypeString) && query.Get(name) == "":
			// The validator takes it for a value; of other types it does not.
			found = append(found, Departure{fmt.Errorf("query parameter %q is required, and empty", name), true})
		}
	}
	return found
}

func checkPath(params map[string]string) []Departure {
	var found []Departure
	for _, name := range slices.Sorted(maps.Keys(params)) {
		if what := unfit(params[name]); what != "" {
			found = append(found, Departure{Err: fmt.Errorf("path parameter %q has %s", name, what)})
		}
	}
	return found
}

// unfit says what keeps a text from being a name.
func unfit(text string) string {
	switch {
	case !utf8.ValidString(text):
		return "bytes that are no UTF-8"
	case strings.ContainsRune(text, 0):
		return "a NUL in it"
	}
	return ""
}

// checkBody reports what is wrong with a body apart from its schema; only one
// that is readable can be held against that.
func checkBody(r *http.Request, body []byte, to *routers.Route) (found []Departure, understood []byte, readable bool) {
	if len(body) == 0 {
		return nil, nil, true
	}
	if to.Operation.RequestBody == nil {
		return []Departure{{errors.New("a body is not in the contract"), true}}, nil, true
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	media := to.Operation.RequestBody.Value.Content[kind]
	if media == nil {
		return []Departure{{Err: ErrContentType}}, nil, false
	}
	doubts, err := jsontext.Check(body)
	if err != nil {
		return []Departure{{Err: err}}, nil, false
	}
	for _, doubt := range doubts {
		found = append(found, Departure{doubt, true})
	}
	more, understood, err := known(media.Schema, body)
	if err != nil {
		return []Departure{{Err: err}}, nil, false
	}
	return append(found, more...), understood, true
}

// Parameter returns which parameter a departure is about, if it is one of the
// validator's on a parameter.
func Parameter(err error) string {
	problem, ok := errors.AsType[*openapi3filter.RequestError](err)
	if !ok || problem.Parameter == nil {
		return ""
	}
	return problem.Parameter.Name
}

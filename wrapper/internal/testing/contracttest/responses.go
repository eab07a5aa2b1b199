package contracttest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/routers"
	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/contract"
)

// Responses is a transport that notes which properties of the contract come in
// responses.
type Responses struct {
	// Next is what requests go through.
	Next http.RoundTripper

	contract *contract.Contract
	base     string
	mu       sync.Mutex
	sent     map[string]bool
}

// NewResponses notes the properties of a contract whose paths are below a base
// path.
func NewResponses(text, base string) *Responses {
	return &Responses{contract: contract.Read(text), base: base, sent: map[string]bool{}}
}

// RoundTrip notes what comes in a response.
func (r *Responses) RoundTrip(request *http.Request) (*http.Response, error) {
	response, err := r.Next.RoundTrip(request)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	_ = response.Body.Close() // it was read
	response.Body = io.NopCloser(bytes.NewReader(body))
	var value any
	if json.Unmarshal(body, &value) != nil {
		return response, nil // no JSON, and so not of the contract
	}
	if route := r.find(request.Method, strings.TrimPrefix(request.URL.EscapedPath(), r.base)); route != nil {
		if documented := route.Operation.Responses.Status(response.StatusCode); documented != nil {
			if media := documented.Value.Content.Get("application/json"); media != nil {
				r.mu.Lock()
				defer r.mu.Unlock()
				r.note(inline(route, strconv.Itoa(response.StatusCode)), media.Schema, value)
			}
		}
	}
	return response, nil
}

// find returns the operation of a request, the one with the fewest values in its
// path if there are several.
func (r *Responses) find(method, path string) *routers.Route {
	got := strings.Split(path, "/")
	var found *routers.Route
	for _, route := range r.contract.Routes {
		fits := slices.EqualFunc(strings.Split(route.Path, "/"), got, func(want, part string) bool {
			return want == part || strings.HasPrefix(want, "{")
		})
		if fits && route.Method == method && (found == nil || strings.Count(route.Path, "{") < strings.Count(found.Path, "{")) {
			found = route
		}
	}
	return found
}

// note notes the properties of a value. Null is none: it says nothing of a type.
func (r *Responses) note(at string, ref *openapi3.SchemaRef, value any) {
	at = nameOf(at, ref)
	switch value := value.(type) {
	case []any:
		if ref.Value.Items != nil {
			for _, item := range value {
				r.note(at, ref.Value.Items, item)
			}
		}
	case map[string]any:
		for name, member := range value {
			if property := ref.Value.Properties[name]; property != nil && member != nil {
				r.sent[at+"."+name] = true
				r.note(at+"."+name, property, member)
			}
		}
	}
}

// RequireAllSent holds that each property of the responses of the contract that
// is not deprecated was sent. Excused says of some why they are not, by schema and property, such as
// "User.email".
func (r *Responses) RequireAllSent(t *testing.T, excused map[string]string) {
	t.Helper()
	properties := map[string]bool{}
	for _, route := range r.contract.Routes {
		for status, response := range route.Operation.Responses.Map() {
			if media := response.Value.Content.Get("application/json"); media != nil {
				list(properties, inline(route, status), media.Schema)
			}
		}
	}
	require.NotEmpty(t, properties)
	r.mu.Lock()
	defer r.mu.Unlock()
	var missing []string
	for key := range properties {
		switch reason, isExcused := excused[key]; {
		case r.sent[key]:
			require.False(t, isExcused, "%s is sent: take it from the list of excuses", key)
		case isExcused:
			require.NotEmpty(t, reason, "%s is excused without a reason", key)
		default:
			missing = append(missing, key)
		}
	}
	slices.Sort(missing)
	require.Empty(t, missing, "never sent by the test server: have it send them, and a call here that they come by; or say in neverSent why not")
	for key := range excused {
		require.True(t, properties[key], "%s is excused, but not in the contract", key)
	}
	t.Logf("%d properties, %d excused", len(properties), len(excused))
}

// list lists the properties of a schema, and of those inside, without the
// deprecated ones.
func list(properties map[string]bool, at string, ref *openapi3.SchemaRef) {
	at = nameOf(at, ref)
	if ref.Value.Items != nil {
		list(properties, at, ref.Value.Items)
	}
	for name, property := range ref.Value.Properties {
		if !property.Value.Deprecated && !properties[at+"."+name] { // a schema can hold itself
			properties[at+"."+name] = true
			list(properties, at+"."+name, property)
		}
	}
}

// nameOf is the name of a schema, or where it stands.
func nameOf(at string, ref *openapi3.SchemaRef) string {
	if ref.Ref != "" {
		return ref.Ref[strings.LastIndex(ref.Ref, "/")+1:]
	}
	return at
}

func inline(route *routers.Route, status string) string {
	return route.Operation.OperationID + " " + status
}

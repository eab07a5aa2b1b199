package requesttest

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// Server is a test server.
type Server interface {
	http.Handler
	// Complaints are what it says that it did wrong itself.
	Complaints() []string
}

// Known are responses of 500 and above that the service has and the contract
// does not, by operation and status, such as "getUser 500".
type Known []string

// Check makes some requests, one after the other, and requires that none is a
// failure of the server, that what is a success is one of the contract, and that
// its body is as described.
func (c *Contract) Check(t *rapid.T, server Server, site Site, known Known) {
	m := &maker{Contract: c, t: t, names: site.Names}
	for range rapid.IntRange(1, 12).Draw(t, "requests") {
		op := rapid.SampledFrom(c.operations).Draw(t, "operation")
		r := m.request(op, site)
		w := httptest.NewRecorder()
		server.ServeHTTP(w, r)
		about := op.id + ": " + r.Method + " " + r.URL.RequestURI() + ": " + strconv.Itoa(w.Code) + " " + w.Body.String()
		require.Empty(t, server.Complaints(), about)
		if r.Method == op.method || w.Code >= http.StatusInternalServerError { // HEAD can be that, too
			c.response(t, op, w, known, about)
		}
		m.made = append(m.made, newNames(w.Body.Bytes())...)
	}
}

func (c *Contract) response(t *rapid.T, op operation, w *httptest.ResponseRecorder, known Known, about string) {
	status := strconv.Itoa(w.Code)
	documented := op.responses[status]
	switch {
	case w.Code >= http.StatusInternalServerError:
		if !slices.Contains(known, op.id+" "+status) {
			require.NotNil(t, documented, about)
		}
	case w.Code < http.StatusMultipleChoices:
		require.NotNil(t, documented, about)
		c.success(t, op, status, documented, w, about)
	}
}

func (c *Contract) success(t *rapid.T, op operation, status string, documented any, w *httptest.ResponseRecorder, about string) {
	content, has := c.resolve(documented)["content"].(object)
	if !has {
		require.Empty(t, w.Body.String(), about)
		return
	}
	kind := w.Header().Get("Content-Type")
	require.Contains(t, content, kind, about)
	require.NoError(t, c.validate(op, status, kind, w.Body.Bytes()), about)
}

// validate holds a body against the schema of a response.
func (c *Contract) validate(op operation, status, kind string, body []byte) error {
	pointer := op.pointer + status
	if ref, ok := op.responses[status].(object)["$ref"].(string); ok {
		pointer = strings.TrimPrefix(ref, "#")
	}
	schema, err := c.schemas.Compile(address + "#" + pointer + "/content/" + escaped(kind) + "/schema")
	if err != nil {
		return err
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		return err
	}
	return schema.Validate(value)
}

// newNames are the ids and names in a response, so that later requests are about
// what earlier ones made.
func newNames(body []byte) []string {
	var value struct {
		ID      string `json:"id"`
		Name    string `json:"name"`
		UserKey string `json:"userKey"`
	}
	if json.Unmarshal(body, &value) != nil {
		return nil
	}
	var found []string
	for _, name := range []string{value.ID, value.Name, value.UserKey} {
		if name != "" {
			found = append(found, name)
		}
	}
	return found
}

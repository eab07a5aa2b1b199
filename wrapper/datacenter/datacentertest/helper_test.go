package datacentertest_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

const (
	rest        = "/rest/api"
	instanceURL = "http://localhost/confluence" // where links lead
)

// newInstance starts an instance that has a user beside the administrator.
func newInstance(t *testing.T) *datacentertest.Server {
	t.Helper()
	d := datacentertest.Start(t)
	d.AddUser(datacentertest.User{Username: "jane", FullName: "Jane Example", Password: "secret"})
	return d
}

// call is a request without the parts that are always the same.
type call struct {
	method string // GET when empty
	path   string // below the base path, escaped
	body   string
	as     string // a user; the administrator when empty
	header map[string]string
	// bare leaves out the credential and the headers of a good client.
	bare bool
}

type response struct {
	status int
	header http.Header
	body   string
}

// ask sends a request as a user of the instance, by default the administrator.
func ask(t *testing.T, d *datacentertest.Server, c call) response {
	t.Helper()
	if c.method == "" {
		c.method = http.MethodGet
	}
	r, err := http.NewRequestWithContext(t.Context(), c.method, "http://localhost"+d.BasePath()+c.path, strings.NewReader(c.body))
	require.NoError(t, err)
	if !c.bare {
		if c.as == "" {
			c.as = d.AdminName()
		}
		r.Header.Set("Authorization", "Bearer "+d.Token(c.as))
		r.Header.Set("Accept", "application/json")
		if c.method != http.MethodGet {
			r.Header.Set("X-Atlassian-Token", "no-check")
			r.Header.Set("Content-Type", "application/json")
		}
	}
	for name, value := range c.header {
		r.Header.Set(name, value)
		if value == "" {
			r.Header.Del(name)
		}
	}
	got, err := d.HTTPClient().Do(r)
	require.NoError(t, err)
	return readAll(t, got)
}

// read asks as the administrator and decodes a response of 200.
func read(t *testing.T, d *datacentertest.Server, path string) map[string]any {
	t.Helper()
	got := ask(t, d, call{path: rest + path})
	require.Equal(t, http.StatusOK, got.status, got.body)
	return decode(t, got)
}

// password is the header of a basic login.
func password(name, secret string) map[string]string {
	r := http.Request{Header: http.Header{}}
	r.SetBasicAuth(name, secret)
	return map[string]string{"Authorization": r.Header.Get("Authorization")}
}

// refused is the body of the usual error.
func refused(status, authorized, valid, message, reason string) string {
	return `{"statusCode":` + status + `,"data":{"authorized":` + authorized + `,"valid":` + valid +
		`,"allowedInReadOnlyMode":true,"errors":[],"successful":false},"message":"` + message + `","reason":"` + reason + `"}`
}

func decode(t *testing.T, got response) map[string]any {
	t.Helper()
	var value map[string]any
	require.NoError(t, json.Unmarshal([]byte(got.body), &value), got.body)
	return value
}

// column returns one member of each row of a list; a path leads into objects.
func column(list map[string]any, path ...string) []any {
	rows, _ := list["results"].([]any)
	values := []any{}
	for _, row := range rows {
		for _, name := range path {
			row = row.(map[string]any)[name]
		}
		values = append(values, row)
	}
	return values
}

func linkTo(list map[string]any, name string) any {
	return list["_links"].(map[string]any)[name]
}

func readAll(t *testing.T, got *http.Response) response {
	t.Helper()
	defer got.Body.Close()
	body, err := io.ReadAll(got.Body)
	require.NoError(t, err)
	return response{got.StatusCode, got.Header, string(body)}
}

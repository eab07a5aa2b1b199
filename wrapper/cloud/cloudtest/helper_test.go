package cloudtest_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
)

const (
	v1      = "/wiki/rest/api"
	v2      = "/wiki/api/v2"
	siteURL = "http://localhost/wiki" // where links lead
)

// call is a request without the parts that are always the same.
type call struct {
	method string // GET when empty
	path   string // below the base path, escaped
	body   string
	as     string // an account; the site administrator when empty
	header map[string]string
	// bare leaves out the credential and the headers of a good client.
	bare bool
}

type response struct {
	status int
	header http.Header
	body   string
}

func send(t *testing.T, site *cloudtest.Server, c call) response {
	t.Helper()
	if c.method == "" {
		c.method = http.MethodGet
	}
	r, err := http.NewRequestWithContext(t.Context(), c.method, "http://localhost"+site.BasePath()+c.path, strings.NewReader(c.body))
	require.NoError(t, err)
	if !c.bare {
		if c.as == "" {
			c.as = site.AdminID()
		}
		r.SetBasicAuth(site.Credential(c.as))
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
	got, err := site.HTTPClient().Do(r)
	require.NoError(t, err)
	return readAll(t, got)
}

// get asks as the site administrator and decodes a response of 200.
func get(t *testing.T, site *cloudtest.Server, path string) map[string]any {
	t.Helper()
	got := send(t, site, call{path: path})
	require.Equal(t, http.StatusOK, got.status, got.body)
	return decode(t, got)
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

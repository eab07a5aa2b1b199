package confluencetest_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

const (
	rest        = "/rest/api"
	instanceURL = "https://confluence.example.com/confluence"
)

// newInstance returns an instance that is closed with the test and has a user
// beside the administrator.
func newInstance(t *testing.T) *confluencetest.Datacenter {
	t.Helper()
	d := confluencetest.NewDatacenter()
	t.Cleanup(d.Close)
	d.AddUser(confluencetest.DatacenterUser{Username: "jane", FullName: "Jane Example", Password: "secret"})
	return d
}

// ask sends a request as a user of the instance, by default the administrator.
func ask(t *testing.T, d *confluencetest.Datacenter, c call) response {
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

// read asks as the administrator and decodes an answer of 200.
func read(t *testing.T, d *confluencetest.Datacenter, path string) map[string]any {
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

package main

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/faultspec"
)

const (
	currentUser = "/wiki/rest/api/user/current"
	groups      = "/wiki/rest/api/group"
)

// TestFaults gives the program each kind of fault and looks at what it does.
func TestFaults(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		spec, path string
		check      func(*require.Assertions, *running, response)
	}{
		{"getCurrentUser=status:503", currentUser, func(is *require.Assertions, _ *running, got response) {
			is.Equal(http.StatusServiceUnavailable, got.status)
			is.JSONEq(`{"statusCode":503,"message":"Service Unavailable"}`, got.body)
		}},
		{"getCurrentUser=status:429:1,times=2", currentUser, func(is *require.Assertions, r *running, got response) {
			is.Equal(http.StatusTooManyRequests, got.status)
			is.Equal("1", got.header.Get("Retry-After"))
			is.Equal(http.StatusOK, r.get(groups).status) // another operation
			is.Equal(http.StatusTooManyRequests, r.get(currentUser).status)
			is.Equal(http.StatusOK, r.get(currentUser).status)
		}},
		{"*=status:503:Fri, 31 Dec 1999 23:59:59 GMT,times=1", currentUser, func(is *require.Assertions, r *running, got response) {
			is.Equal("Fri, 31 Dec 1999 23:59:59 GMT", got.header.Get("Retry-After"))
			is.Equal(http.StatusOK, r.get(groups).status)
		}},
		{"*=delay:100ms", currentUser, func(is *require.Assertions, _ *running, got response) {
			is.Equal(http.StatusOK, got.status)
			is.GreaterOrEqual(got.took, 100*time.Millisecond)
		}},
		{"getGroups=reset,times=1", groups, func(is *require.Assertions, r *running, got response) {
			is.Error(got.err)
			is.Zero(got.status)
			is.Equal(http.StatusOK, r.get(groups).status)
		}},
		{"createGroup=reset-after", "", func(is *require.Assertions, r *running, _ response) {
			is.Error(r.do(http.MethodPost, groups, `{"name":"lost"}`).err)
			is.Contains(r.get(groups).body, `"lost"`)
		}},
		{"createGroup=lost:504", "", func(is *require.Assertions, r *running, _ response) {
			got := r.do(http.MethodPost, groups, `{"name":"lost"}`)
			is.Equal(http.StatusGatewayTimeout, got.status)
			is.Contains(r.get(groups).body, `"lost"`)
		}},
		{"getGroups=cut", groups, func(is *require.Assertions, _ *running, got response) {
			is.Equal(http.StatusOK, got.status)
			is.ErrorIs(got.err, io.ErrUnexpectedEOF)
		}},
		{"getGroups=short-length", groups, func(is *require.Assertions, _ *running, got response) {
			is.NoError(got.err)
			is.False(json.Valid([]byte(got.body)))
		}},
		{"getCurrentUser=gzip", currentUser, func(is *require.Assertions, _ *running, got response) {
			is.Equal("gzip", got.header.Get("Content-Encoding"))
			unpacked, err := gzip.NewReader(strings.NewReader(got.body))
			is.NoError(err)
			body, err := io.ReadAll(unpacked)
			is.NoError(err)
			is.True(json.Valid(body))
		}},
		{"getCurrentUser=mislabelled-gzip", currentUser, func(is *require.Assertions, _ *running, got response) {
			is.Equal("gzip", got.header.Get("Content-Encoding"))
			is.True(json.Valid([]byte(got.body)))
		}},
		{"getCurrentUser=trickle:100us", currentUser, func(is *require.Assertions, _ *running, got response) {
			is.True(json.Valid([]byte(got.body)))
			is.GreaterOrEqual(got.took, time.Duration(len(got.body))*100*time.Microsecond)
		}},
		{"getCurrentUser=huge:100000", currentUser, func(is *require.Assertions, _ *running, got response) {
			is.Len(got.body, 100000)
		}},
		{"getCurrentUser=redirect:302:https://other.example/?a=1,2,times=1", currentUser, func(is *require.Assertions, r *running, got response) {
			is.Equal(http.StatusFound, got.status)
			is.Equal("https://other.example/?a=1,2", got.header.Get("Location"))
			is.Equal(http.StatusOK, r.get(currentUser).status)
		}},
		{"*=endless-next", groups + "?start=100", func(is *require.Assertions, _ *running, got response) {
			is.Contains(got.body, `"results":[]`)
			is.Contains(got.body, `"next"`)
		}},
		{"*=no-next", groups + "?limit=1", func(is *require.Assertions, _ *running, got response) {
			is.NotContains(got.body, `"next"`)
		}},
		{"*=stuck-page", groups + "?limit=1&start=1", func(is *require.Assertions, _ *running, got response) {
			is.Contains(got.body, `"confluence-users"`)
		}},
		{"*=repeated-rows", groups + "?limit=1&start=1", func(is *require.Assertions, _ *running, got response) {
			is.Contains(got.body, `"confluence-users"`)
			is.Contains(got.body, `"start":1`)
		}},
	} {
		t.Run(test.spec, func(t *testing.T) {
			t.Parallel()
			r := start(t, "-fault", test.spec)
			var got response
			if test.path != "" {
				got = r.get(test.path)
			}
			test.check(require.New(t), r, got)
		})
	}
}

func TestHang(t *testing.T) {
	t.Parallel()
	r := start(t, "-fault", "getGroups=hang")
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	require.ErrorIs(t, r.doIn(ctx, http.MethodGet, groups, "").err, context.DeadlineExceeded)
	require.Equal(t, http.StatusOK, r.get(currentUser).status)
}

func TestKindsAreDocumented(t *testing.T) {
	t.Parallel()
	doc, err := os.ReadFile("doc.go")
	require.NoError(t, err)
	for _, kind := range faultspec.Kinds() {
		require.Regexp(t, `(?m)^//\t`+kind.Example+` +`+kind.Does+`$`, string(doc))
	}
}

// Of several faults the first acts.
func TestSeveralFaults(t *testing.T) {
	t.Parallel()
	r := start(t, "-product", "datacenter", "-fault", "getUser=status:503,times=1", "-fault", "*=status:404")
	require.Equal(t, http.StatusServiceUnavailable, r.get("/rest/api/user?username=ada").status)
	require.Equal(t, http.StatusNotFound, r.get("/rest/api/user?username=ada").status)
}

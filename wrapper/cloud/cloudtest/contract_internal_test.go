package cloudtest

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/route"
)

func TestEveryOperationIsServed(t *testing.T) {
	t.Parallel()
	described := cloudContract()
	operations := route.NewMux(basePath, described, func(next http.Handler) http.Handler { return next })
	register(&Server{}, operations)
	require.NotEmpty(t, described.Routes)
	for name, to := range described.Routes {
		path := basePath + regexp.MustCompile(`\{\w+\}`).ReplaceAllString(to.Path, "a%2Fb")
		r := httptest.NewRequestWithContext(t.Context(), to.Method, path, http.NoBody)
		require.Equal(t, to, operations.Find(r), name)
	}
}

func TestGeneratedCodeOutOfStepIsAViolation(t *testing.T) {
	t.Parallel()
	site := New()
	w := httptest.NewRecorder()
	site.fail(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/x", http.NoBody), errors.New("not understood"))
	require.Equal(t, http.StatusBadRequest, w.Code)
	require.True(t, strings.HasSuffix(site.TakeViolations()[0].Message, "not understood"), w.Body)
}

package cloudtest_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// Hours pass without waiting for them.
func TestAdvance(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	id := site.AddTask(confluencetest.Task{Name: "copy", Duration: 4 * time.Hour})
	percent := func() any { return get(t, site, v1+"/longtask/"+id)["percentageComplete"] }
	require.InDelta(t, 0, percent(), 0)
	site.Advance(time.Hour)
	require.InDelta(t, 25, percent(), 0)
	site.Advance(3 * time.Hour)
	require.InDelta(t, 100, percent(), 0)

	site.RateLimit(1)
	ask := func() int { return send(t, site, call{path: v1 + "/user/current"}).status }
	require.Equal(t, http.StatusOK, ask())
	require.Equal(t, http.StatusTooManyRequests, ask())
	site.Advance(time.Second)
	require.Equal(t, http.StatusOK, ask())
}

package cloudtest_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// A request that hangs ends with its client, however its body came: otherwise no
// bubble would end, and no site could be closed.
func TestHangEndsWithTheClient(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		site := cloudtest.Start(t)
		site.Inject("createGroup", 0, confluencetest.Hang())
		for _, body := range []io.Reader{
			strings.NewReader(`{"name":"x"}`), io.MultiReader(strings.NewReader(`{"name":"x"}`)), // in chunks
			strings.NewReader(strings.Repeat(" ", 200_000)),
		} {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://localhost"+site.BasePath()+v1+"/group", body)
			require.NoError(t, err)
			client := site.HTTPClient()
			client.Timeout = time.Second
			_, err = client.Do(r)
			require.ErrorIs(t, err, context.DeadlineExceeded)
			synctest.Wait()
		}
	})
}

// A client that gives up while a request is delayed is not served, however the
// body came.
func TestDelayOfWhoGivesUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		site := cloudtest.Start(t)
		site.Inject("createGroup", 0, confluencetest.Delay(time.Minute))
		post := func(wait time.Duration) error {
			body := io.MultiReader(strings.NewReader(`{"name":"x"}`)) // in chunks
			r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://localhost"+site.BasePath()+v1+"/group", body)
			require.NoError(t, err)
			r.SetBasicAuth(site.Credential(site.AdminID()))
			r.Header.Set("Content-Type", "application/json")
			r.Header.Set("X-Atlassian-Token", "no-check")
			client := site.HTTPClient()
			client.Timeout = wait
			got, err := client.Do(r)
			if err == nil {
				require.Equal(t, http.StatusCreated, readAll(t, got).status)
			}
			return err
		}
		require.ErrorIs(t, post(time.Second), context.DeadlineExceeded)
		time.Sleep(2 * time.Minute)
		require.Empty(t, site.Groups())
		require.NoError(t, post(2*time.Minute))
		require.Equal(t, []string{"x"}, site.Groups())
	})
}

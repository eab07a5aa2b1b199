package confluence_test

import (
	"context"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// TestWhatWasNeverSentIsGivenBack: a call that ends while it waits for a rate limit
// keeps nothing of the quota, of which there is enough for one call.
func TestWhatWasNeverSentIsGivenBack(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt := &answers{answer: func(n int32, _ *http.Request) (*http.Response, error) {
			said := []string{"RateLimit", `"global-app-quota";r=800;t=3000`, "Beta-RateLimit-Policy", `"global-app-quota";q=65000;w=3600`}
			if n == 1 {
				said = append(said, "X-RateLimit-Remaining", "0", "Retry-After", "20")
			}
			return withHeader(200, said...), nil
		}}
		budget, err := confluence.NewBudget(&confluence.BudgetOptions{Points: 65_000})
		require.NoError(t, err)
		conn := newQuotaConn(t, rt, confluence.WithBudget(budget))
		require.NoError(t, listPage(t.Context(), conn))
		began := time.Now()

		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(5*time.Second, cancel)
		require.ErrorIs(t, listPage(ctx, conn), context.Canceled)
		require.Equal(t, int32(1), rt.all.Load())

		ctx, cancel = context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		require.NoError(t, listPage(ctx, conn))
		require.Equal(t, 20*time.Second, time.Since(began))
	})
}

package confluence

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// The clock that measures times stops while a machine sleeps. An expiry is a time of
// day.
func TestExpiryIsATimeOfDay(t *testing.T) {
	t.Parallel()
	expiry := time.Now().Add(time.Hour)
	require.Contains(t, expiry.String(), "m=")
	auth := RenewableToken(func(context.Context, string) (string, time.Time, error) { return "t0ken", expiry, nil })
	_, got, err := auth.renew(t.Context(), "")
	require.NoError(t, err)
	require.True(t, expiry.Equal(got))
	require.NotContains(t, got.String(), "m=")
}

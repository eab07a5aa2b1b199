package cli

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// TestPatience: -max-wait holds for every wait, no wait at all included.
func TestPatience(t *testing.T) {
	t.Parallel()
	for maxWait, quota := range map[time.Duration]time.Duration{0: 0, time.Millisecond: time.Millisecond, time.Hour: time.Hour} {
		of := (&settings{maxWait: maxWait}).patience()
		require.Equal(t, quota, of.QuotaPatience)
		_, err := cloud.New("https://x.atlassian.net", confluence.BearerToken("t"), confluence.WithRetry(of))
		require.NoError(t, err)
	}
	_, err := cloud.New("https://x.atlassian.net", confluence.BearerToken("t"), confluence.WithRetry((&settings{maxWait: -1}).patience()))
	require.ErrorIs(t, err, confluence.ErrInvalid)
}

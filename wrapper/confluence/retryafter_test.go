package confluence_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// retryAfterOf is what an error says of an answer with these headers.
func retryAfterOf(t *testing.T, status int, headers ...string) time.Duration {
	t.Helper()
	_, err := do(t.Context(), once(t, newScript(t, reply(status, "", headers...))), "GET", paths["GET"], "")
	var failure *confluence.Error
	require.ErrorAs(t, err, &failure)
	return failure.RetryAfter
}

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) { // the clock starts at 2000-01-01
		const longest = time.Duration(1<<63 - 1)
		for value, want := range map[string]time.Duration{
			"":                                 0,
			"0":                                0,
			"1":                                time.Second,
			" 7 ":                              7 * time.Second,
			"+7":                               7 * time.Second,
			"-1":                               0,
			"1.5":                              0,
			"1e3":                              0,
			"soon":                             0,
			"9223372036":                       9223372036 * time.Second,
			"9223372037":                       longest,
			"9223372036854775807":              longest,
			"9223372036854775808":              longest,
			"-99999999999999999999":            0,
			"Sat, 01 Jan 2000 00:01:00 GMT":    time.Minute,
			"Saturday, 01-Jan-00 00:01:00 GMT": time.Minute,
			"Sat Jan  1 00:01:00 2000":         time.Minute,
			"Fri, 31 Dec 1999 23:59:00 GMT":    0,
			"Fri, 31 Dec 9999 23:59:00 GMT":    longest,
		} {
			require.Equal(t, want, retryAfterOf(t, 429, "Retry-After: "+value), value)
		}
	})
}

func TestRateLimitReset(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const none = "X-RateLimit-Remaining: 0"
		for value, want := range map[string]time.Duration{
			"2000-01-01T01:00:00Z":      time.Hour,
			"2000-01-01T01:00Z":         time.Hour,
			"2000-01-01T02:00+01:00":    time.Hour,
			"2000-01-01T01:00:00.5Z":    time.Hour + time.Second/2,
			"1999-12-31T23:00Z":         0,
			"946688400":                 0,
			"tomorrow":                  0,
			"":                          0,
			"2000-01-01T02:00:00+01:00": time.Hour,
		} {
			require.Equal(t, want, retryAfterOf(t, 429, none, "X-RateLimit-Reset: "+value), value)
			require.Equal(t, want, retryAfterOf(t, 429, "X-RateLimit-Reset: "+value), value)
			require.Equal(t, want, retryAfterOf(t, 503, none, "X-RateLimit-Reset: "+value), value)
			require.Zero(t, retryAfterOf(t, 404, "X-RateLimit-Remaining: 9", "X-RateLimit-Reset: "+value), value)
		}
		require.Equal(t, time.Second, retryAfterOf(t, 429, none, "Retry-After: 1", "X-RateLimit-Reset: 2000-01-01T01:00Z"))
		require.Equal(t, time.Hour, retryAfterOf(t, 429, none, "Retry-After: soon", "X-RateLimit-Reset: 2000-01-01T01:00Z"))
	})
}

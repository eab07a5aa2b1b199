package cloud_test

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// TestPagesAhead: an audit reads far ahead of a slow reader with an API token, which
// has no quota, and few pages where they may cost points.
func TestPagesAhead(t *testing.T) {
	t.Parallel()
	budget, err := confluence.NewBudget(nil)
	require.NoError(t, err)
	for name, c := range map[string]struct {
		auth    confluence.Auth
		options []confluence.Option
		account string
		far     bool
	}{
		"API token":                 {confluence.BasicAuth("ada@example.com", "t0ken"), nil, "", true},
		"API token with a budget":   {confluence.BasicAuth("ada@example.com", "t0ken"), []confluence.Option{confluence.WithBudget(budget)}, "", false},
		"access token":              {confluence.BearerToken("t0ken"), nil, "", false},
		"access token, one account": {confluence.BearerToken("t0ken"), nil, "557058:ada", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				service := &metered{style: meteredStyles()["Retry-After"]}
				for i := range 40 {
					service.groups = append(service.groups, fmt.Sprintf("group-%02d", i))
				}
				for i := range 6000 {
					service.people = append(service.people, fmt.Sprintf("person-%04d", i))
				}
				client, err := cloud.New("https://example.com", c.auth, append(c.options, confluence.WithTransport(service))...)
				require.NoError(t, err)
				if c.account != "" {
					client = client.ForAccount(c.account)
				}
				for _, err := range client.Groups.AllMemberships(t.Context(), nil) {
					require.NoError(t, err)
					time.Sleep(10 * time.Minute)
					break
				}
				if c.far {
					require.Greater(t, service.requests, 150) // more points than that are not there
				} else {
					require.LessOrEqual(t, service.requests, 1+8+1)
				}
			})
		})
	}
}

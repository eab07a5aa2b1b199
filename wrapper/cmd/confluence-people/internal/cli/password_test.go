package cli_test

import (
	"maps"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestPasswordInAddress: an address with a password in it is refused, and not shown.
func TestPasswordInAddress(t *testing.T) {
	t.Parallel()
	const secret, site = "https://bob:hunter2@x.example", "https://x.example"
	for name, c := range map[string]struct {
		env  map[string]string
		args []string
	}{
		"environment":      {map[string]string{"CONFLUENCE_URL": secret}, []string{"audit"}},
		"flag":             {nil, []string{"audit", "-url", secret}},
		"another site":     {map[string]string{"CONFLUENCE_URL": secret}, []string{"audit", "-url", site}},
		"without a scheme": {map[string]string{"CONFLUENCE_URL": site}, []string{"audit", "-url", "bob:hunter2@x.example"}},
		"hard to read":     {nil, []string{"audit", "-url", "https://bob:hun ter2%@x.example"}},
		"a profile":        {map[string]string{"CONFLUENCE_TOKEN": ""}, []string{"audit", "-profile", "default", "-url", secret}},
		"login":            {nil, []string{"login", "-token", "-url", secret}},
		"login, another":   {map[string]string{"CONFLUENCE_URL": secret}, []string{"login", "-token", "-url", site}},
		"compare":          {map[string]string{"CONFLUENCE_DC_URL": secret, "CONFLUENCE_DC_TOKEN": "t"}, []string{"compare"}},
	} {
		d := newDesk(t, nil)
		d.env["CONFLUENCE_TOKEN"] = "t"
		maps.Copy(d.env, c.env)
		got := d.run(c.args...)
		require.Equal(t, 2, got.status, "%s: %s", name, got.err)
		require.Contains(t, got.err, "has a user name or a password in it", name)
		require.NotContains(t, got.out+got.err, "hun", name)
	}
}

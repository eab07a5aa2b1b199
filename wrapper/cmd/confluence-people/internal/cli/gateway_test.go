package cli_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestLoginGateway: the address of a site at the gateway is one of Cloud, and does for
// a token and for a grant.
func TestLoginGateway(t *testing.T) {
	t.Parallel()
	d, on, around := cloudDesk(t)
	gateway := around.URL() + "/ex/confluence/" + around.CloudID()
	d.clicks(around, on.AdminID())
	got := d.login("-url", gateway+"/wiki/")
	require.Equal(t, 0, got.status, got.err)
	require.Contains(t, got.out, "default: "+around.URL()+" (cloud) as ")

	token := around.AddScopedToken(on.AdminID(), "read:user:confluence", "read:content-details:confluence", "read:group:confluence")
	d.env["CONFLUENCE_TOKEN"] = token
	delete(d.env, "CONFLUENCE_AUTH_URL")
	got = d.login("-token", "-url", gateway, "-profile", "token")
	require.Equal(t, 0, got.status, got.err)
	require.Contains(t, got.out, "token: "+gateway+" (cloud) as ")
	got = d.run("audit", "-q", "-url", gateway, "-journal", filepath.Join(t.TempDir(), "journal"))
	require.Equal(t, 0, got.status, got.err)

	got = d.login("-url", gateway)
	require.Equal(t, 2, got.status)
	require.Contains(t, got.err, "give that of the site, such as https://your-domain.atlassian.net")
}

// TestProductIsGuessed: a Cloud site that is taken for a Data Center says so.
func TestProductIsGuessed(t *testing.T) {
	t.Parallel()
	d, on, around := cloudDesk(t)
	_, d.env["CONFLUENCE_TOKEN"] = on.Credential(on.AdminID())
	advice := around.URL() + " was taken for Data Center by its address; -product cloud if it is Cloud"
	for _, args := range [][]string{{"login", "-token", "-store", "file"}, {"audit"}} {
		args = append(args, "-url", around.URL())
		got := d.run(args...)
		require.Equal(t, 1, got.status, got.err)
		require.Contains(t, got.err, advice)
		got = d.run(append(args, "-product", "datacenter")...)
		require.Equal(t, 1, got.status, got.err)
		require.NotContains(t, got.err, "was taken for")
	}
	ctx, end := context.WithCancel(t.Context())
	d.end = func() context.Context { return ctx }
	d.browse = func(string) error { // which shows a page of 404
		end()
		return nil
	}
	got := d.login("-url", around.URL())
	require.Equal(t, 1, got.status, got.err)
	require.Contains(t, got.err, advice)
}

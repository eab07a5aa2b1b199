package datacentertest_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

func TestLinksFollowTheClient(t *testing.T) {
	t.Parallel()
	d := datacentertest.Start(t)
	proxied := map[string]string{"X-Forwarded-Proto": "https", "X-Forwarded-Host": "mock.example.org", "X-Forwarded-Prefix": "/a"}
	links := func(header map[string]string) (base, context, self any) {
		of := decode(t, ask(t, d, call{path: rest + "/user/current", header: header}))["_links"].(map[string]any)
		return of["base"], of["context"], of["self"]
	}
	key := decode(t, ask(t, d, call{path: rest + "/user/current"}))["userKey"].(string)
	expect := func(header map[string]string, base string, path any) {
		t.Helper()
		gotBase, gotContext, gotSelf := links(header)
		require.Equal(t, []any{base, path, base + "/rest/api/user?key=" + key}, []any{gotBase, gotContext, gotSelf})
	}
	expect(nil, instanceURL, "/confluence")
	expect(proxied, "https://mock.example.org/a/confluence", "/a/confluence")
	require.NoError(t, d.LinkTo("https://wiki.example.org/"))
	expect(proxied, "https://wiki.example.org", nil)
	require.Error(t, d.LinkTo("wiki.example.org"))
	require.NoError(t, d.LinkTo(""))
	expect(nil, instanceURL, "/confluence")
}

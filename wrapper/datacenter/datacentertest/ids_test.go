package datacentertest_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

// A user key in a seed can be one that another instance gave out; users without
// one get another, before it, behind it and later, and their own token.
func TestNewUsersDoNotReplaceThoseOfASeed(t *testing.T) {
	t.Parallel()
	key := datacentertest.Start(t).AddUser(datacentertest.User{Username: "any"}) // as that of any instance
	given, made := map[string]any{"username": "ada", "key": key}, map[string]any{"username": "grace"}
	for name, users := range map[string][]any{"behind": {given, made}, "before": {made, given}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text, err := json.Marshal(map[string]any{"users": users})
			require.NoError(t, err)
			d := datacentertest.Start(t)
			require.NoError(t, d.LoadSeed(text))
			d.AddUser(datacentertest.User{Username: "later"})
			keys := map[string]string{}
			for _, username := range []string{"admin", "ada", "grace", "later"} {
				me, err := d.ClientAs(username).Users.Current(t.Context(), nil)
				require.NoError(t, err)
				require.Equal(t, username, me.Username)
				require.Empty(t, keys[me.UserKey])
				keys[me.UserKey] = username
			}
			require.Equal(t, "ada", keys[key])
		})
	}
}

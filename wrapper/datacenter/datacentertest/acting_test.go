package datacentertest_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

// An access token has nothing to do with the personal access token of the user,
// which can have expired. Who may not log in is refused either way.
func TestSignInWithoutTheUsersOwnToken(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		user   string
		status int
	}{
		"expired":  {`{"username": "ada", "tokenExpires": "1m"}`, 200},
		"disabled": {`{"username": "ada", "disabled": true}`, 401},
		"gone":     {`{"username": "other"}`, 401},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := datacentertest.Start(t)
			front := datacentertest.StartSignIn(t, d)
			d.AddUser(datacentertest.User{Username: "ada"})
			id, secret := front.AddService("ada", "READ")
			token := serviceToken(t, front, id, secret)
			require.NoError(t, d.LoadSeed([]byte(`{"users": [`+test.user+`]}`)))
			d.Advance(2 * time.Minute)
			got := askFront(t, front, http.MethodGet, rest+"/user/current", token)
			require.Equal(t, test.status, got.status, got.body)
			require.Equal(t, "Bearer …", d.Exchanges()[0].Header.Get("Authorization"))
		})
	}
}

package cloudtest_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

func TestInject(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	users := site.Client().Users
	current := func() error {
		_, err := users.Current(t.Context(), nil)
		return err
	}
	site.Inject("getUser", 0, confluencetest.Respond(409, "", ""))
	require.NoError(t, current(), "of another operation")
	site.Inject("getCurrentUser", 2, confluencetest.Respond(410, "", ""))
	site.Inject("", 1, confluencetest.Respond(402, "", ""))
	require.ErrorIs(t, current(), confluence.ErrGone)
	require.ErrorIs(t, current(), confluence.ErrGone)
	require.ErrorIs(t, current(), confluence.ErrLicense, "the first one is used up")
	require.NoError(t, current())
	_, err := users.Get(t.Context(), site.AdminID(), nil)
	require.ErrorIs(t, err, confluence.ErrConflict)
	site.Heal()
	_, err = users.Get(t.Context(), site.AdminID(), nil)
	require.NoError(t, err)

	site.ForgetExchanges()
	site.Inject("getCurrentUser", 1, confluencetest.HugeBody(100))
	require.Error(t, current())
	require.Equal(t, 200, site.Exchanges()[0].Status)
	odd := site.AddUser(cloudtest.User{Name: "Odd Example", Email: "a:b@example.com"})
	_, err = site.ClientAs(odd).Users.Current(t.Context(), nil)
	require.NoError(t, err)

	site.Inject("getCurentUser", 1, confluencetest.Reset())
	violations := site.TakeViolations()
	require.Len(t, violations, 1, "a fault that can never act")
}

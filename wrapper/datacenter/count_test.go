package datacenter_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

// TestCountsByWalking: members and groups are read to be counted.
func TestCountsByWalking(t *testing.T) {
	t.Parallel()
	site := datacentertest.Start(t)
	var people []string
	for i := range 250 {
		people = append(people, fmt.Sprint("person", i))
		site.AddUser(datacentertest.User{Username: people[i]})
	}
	site.AddGroup("many", people...)
	site.AddGroup("none")
	client := site.Client()
	for group, want := range map[string]int{"many": 250, "none": 0} {
		n, err := client.Groups.CountMembers(t.Context(), group)
		require.NoError(t, err)
		require.Equal(t, want, n)
	}
	_, err := client.Groups.CountMembers(t.Context(), "unknown")
	require.ErrorIs(t, err, confluence.ErrNotFound)

	n, err := client.Users.CountGroups(t.Context(), datacenter.Username("person7"))
	require.NoError(t, err)
	require.Equal(t, 1, n)
	own, err := confluence.Collect(client.Users.AllGroups(t.Context(), datacenter.Caller(), nil))
	require.NoError(t, err)
	n, err = client.Users.CountGroups(t.Context(), datacenter.Caller())
	require.NoError(t, err)
	require.Len(t, own, n)
	_, err = client.Users.CountGroups(t.Context(), datacenter.Identity{})
	require.ErrorIs(t, err, confluence.ErrInvalid)
}

package datacentertest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

// A deletion that takes an hour is over after one on the clock.
func TestAdvance(t *testing.T) {
	t.Parallel()
	instance := datacentertest.Start(t)
	instance.AddUser(datacentertest.User{Username: "gone"})
	instance.SetDeletionTime(time.Hour)
	_, err := instance.Client().Admin.DeleteUser(t.Context(), "gone")
	require.NoError(t, err)
	instance.Advance(59 * time.Minute)
	require.True(t, instance.HasUser("gone"))
	instance.Advance(time.Minute)
	require.False(t, instance.HasUser("gone"))
}

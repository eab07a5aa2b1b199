package datacenter_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

func TestUserLife(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newScene(t)
		ctx, admin := t.Context(), s.client.Admin
		created, err := admin.CreateUser(ctx, good())
		require.NoError(t, err)
		require.Equal(t, "ann", created.Username)
		require.Equal(t, datacenter.UserKey(created.UserKey), created.Identity())
		user, err := s.client.Users.Get(ctx, created.Identity(), nil)
		require.NoError(t, err)
		require.Equal(t, "ann", user.Username)
		_, err = admin.CreateUser(ctx, good())
		require.ErrorIs(t, err, confluence.ErrConflict)

		require.NoError(t, admin.UpdateUser(ctx, "ann", datacenter.UserUpdate{FullName: "Ann Q. Example"}))
		require.Equal(t, "Ann Q. Example", s.server.FullName("ann"))
		require.Equal(t, "ann@example.com", s.server.Email("ann"), "what is left out stays")
		require.NoError(t, admin.ChangePassword(ctx, "ann", datacenter.NewPassword("another secret")))
		require.True(t, s.server.CheckPassword("ann", "another secret"))
		for range 2 {
			require.NoError(t, admin.DisableUser(ctx, "ann"))
			require.True(t, s.server.IsDisabled("ann"))
		}
		require.NoError(t, admin.EnableUser(ctx, "ann"))
		require.False(t, s.server.IsDisabled("ann"))

		var seen []int
		task, err := admin.DeleteUserAndWait(ctx, "ann", &confluence.WaitOptions{
			OnProgress: func(task confluence.Task) { seen = append(seen, task.Percent) },
		})
		require.NoError(t, err)
		require.Equal(t, confluence.TaskSucceeded, task.State)
		require.IsNonDecreasing(t, seen)
		require.Greater(t, len(seen), 2)
		require.False(t, s.server.HasUser("ann"))
		require.ErrorIs(t, admin.DisableUser(ctx, "ann"), confluence.ErrNotFound)
		_, err = admin.DeleteUser(ctx, "ann")
		require.ErrorIs(t, err, confluence.ErrNotFound)
	})
}

func TestDeletionIsFollowedByID(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newScene(t)
		s.server.SetDeletionTime(time.Hour)
		accepted, err := s.client.Admin.DeleteUser(t.Context(), "jane@example.com")
		require.NoError(t, err)
		require.Equal(t, &confluence.Task{ID: accepted.ID, State: confluence.TaskRunning}, accepted)
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Minute)
		defer cancel()
		task, err := s.client.Tasks.Wait(ctx, accepted.ID, nil)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Equal(t, confluence.TaskRunning, task.State, "successful is sent at any percentage and means nothing before the end")
		require.InDelta(t, 50, task.Percent, 1)
	})
}

func TestAdminNeedsAnAdministrator(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	admin := s.server.ClientAs("jane@example.com").Admin
	_, err := admin.CreateUser(t.Context(), good())
	require.ErrorIs(t, err, confluence.ErrForbidden)
	require.ErrorIs(t, admin.DisableUser(t.Context(), s.server.AdminName()), confluence.ErrForbidden)
	require.ErrorIs(t, admin.ChangePassword(t.Context(), s.server.AdminName(), datacenter.NewPassword("x y")), confluence.ErrForbidden)
}

func TestNoLicenceSeat(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.server.SetLicensedUsers(2)
	_, err := s.client.Admin.CreateUser(t.Context(), good())
	require.ErrorIs(t, err, confluence.ErrLicense)
}

func TestOwnPassword(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	jane := s.server.ClientAs("jane@example.com")
	require.ErrorIs(t, jane.Users.ChangePassword(t.Context(), datacenter.NewPassword("wrong"), datacenter.NewPassword("new secret")), confluence.ErrForbidden)
	require.NoError(t, jane.Users.ChangePassword(t.Context(), datacenter.NewPassword("old secret"), datacenter.NewPassword("new secret")))
	require.True(t, s.server.CheckPassword("jane@example.com", "new secret"))
	require.NoError(t, jane.Users.UpdateCurrent(t.Context(), datacenter.CurrentUserUpdate{
		FullName: "Jane Q. Example", CurrentPassword: datacenter.NewPassword("new secret"),
	}))
	require.Equal(t, "Jane Q. Example", s.server.FullName("jane@example.com"))
}

// TestDeletionIsFollowedThroughFailures: a look at the task that fails for now
// does not end the wait, and the task is known whatever happens.
func TestDeletionIsFollowedThroughFailures(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newScene(t)
		for _, fault := range []confluencetest.Fault{
			confluencetest.CutBody(), confluencetest.Reset(), confluencetest.RetryLater(503, ""), confluencetest.RetryLater(429, "1"),
		} {
			s.server.Inject("getTask", 12, fault)
		}
		task, err := s.client.Admin.DeleteUserAndWait(t.Context(), "jane@example.com", nil)
		require.NoError(t, err)
		require.Equal(t, confluence.TaskSucceeded, task.State)

		s.server.AddUser(datacentertest.User{Username: "ann", FullName: "Ann Example", Email: "ann@example.com"})
		s.server.Inject("getTask", 0, confluencetest.RetryLater(503, ""))
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		task, err = s.client.Admin.DeleteUserAndWait(ctx, "ann", nil)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.ErrorIs(t, err, confluence.ErrUnavailable)
		require.NotEmpty(t, task.ID)
		s.server.Heal()
		task, err = s.client.Tasks.Wait(t.Context(), task.ID, nil)
		require.NoError(t, err)
		require.Equal(t, confluence.TaskSucceeded, task.State)

		s.server.AddUser(datacentertest.User{Username: "bob", FullName: "Bob Example", Email: "bob@example.com"})
		s.server.Inject("getTask", 0, confluencetest.Respond(403, "application/json", `{"message":"no"}`))
		task, err = s.client.Admin.DeleteUserAndWait(t.Context(), "bob", nil)
		require.ErrorIs(t, err, confluence.ErrForbidden, "an answer about the task ends the wait")
		require.NotEmpty(t, task.ID)
	})
}

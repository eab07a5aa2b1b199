package datacenter_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
)

// good is a user that breaks no rule.
func good() datacenter.NewUser {
	return datacenter.NewUser{Username: "ann", FullName: "Ann Example", Email: "ann@example.com", Password: datacenter.NewPassword("s3cret-pass")}
}

func TestNewUserRules(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*datacenter.NewUser)
		broken []datacenter.Violation
	}{
		"none": {func(*datacenter.NewUser) {}, nil},
		"an address as name": {func(u *datacenter.NewUser) {
			u.Username = "ann@example.com"
		}, nil},
		"notified": {func(u *datacenter.NewUser) { u.Password, u.NotifyViaEmail = datacenter.Password{}, true }, nil},
		"no name":  {func(u *datacenter.NewUser) { u.Username = "" }, []datacenter.Violation{{"userName", "must not be blank"}}},
		"blank name": {func(u *datacenter.NewUser) { u.Username = " " }, []datacenter.Violation{
			{"userName", "must not be blank"}, {"userName", "must not contain white space"},
		}},
		"space":     {func(u *datacenter.NewUser) { u.Username = "a b" }, []datacenter.Violation{{"userName", "must not contain white space"}}},
		"tab":       {func(u *datacenter.NewUser) { u.Username = "a\tb" }, []datacenter.Violation{{"userName", "must not contain white space"}}},
		"upper":     {func(u *datacenter.NewUser) { u.Username = "Ann" }, []datacenter.Violation{{"userName", "must not contain upper case"}}},
		"upper É":   {func(u *datacenter.NewUser) { u.Username = "É" }, []datacenter.Violation{{"userName", "must not contain upper case"}}},
		"anonymous": {func(u *datacenter.NewUser) { u.Username = "anonymous" }, []datacenter.Violation{{"userName", `must not be "anonymous"`}}},
		"control":   {func(u *datacenter.NewUser) { u.Username = "a\x00b" }, []datacenter.Violation{{"userName", "must not contain control characters"}}},
		"full name anonymous": {func(u *datacenter.NewUser) { u.FullName = "Anonymous" }, []datacenter.Violation{
			{"fullName", `must not be "anonymous"`},
		}},
		"full name blank": {func(u *datacenter.NewUser) { u.FullName = "\t" }, []datacenter.Violation{{"fullName", "must not be blank"}}},
		"full name <":     {func(u *datacenter.NewUser) { u.FullName = "<b>" }, []datacenter.Violation{{"fullName", "must not contain < or >"}}},
		"no address":      {func(u *datacenter.NewUser) { u.Email = "" }, []datacenter.Violation{{"email", "must be a valid e-mail address"}}},
		"named address": {func(u *datacenter.NewUser) { u.Email = "Ann <ann@example.com>" }, []datacenter.Violation{
			{"email", "must be a valid e-mail address"},
		}},
		"no password": {func(u *datacenter.NewUser) { u.Password = datacenter.NewPassword("") }, []datacenter.Violation{
			{"password", "must be given unless the user is notified by e-mail"},
		}},
		"blank password": {func(u *datacenter.NewUser) { u.Password = datacenter.NewPassword("  ") }, []datacenter.Violation{
			{"password", "must be given unless the user is notified by e-mail"},
		}},
		"password and notified": {func(u *datacenter.NewUser) { u.NotifyViaEmail = true }, []datacenter.Violation{
			{"password", "must be absent when the user is notified by e-mail"},
		}},
		"no text":   {func(u *datacenter.NewUser) { u.Username = "a\xff" }, []datacenter.Violation{{"userName", "must be UTF-8"}}},
		"no text 2": {func(u *datacenter.NewUser) { u.Password = datacenter.NewPassword("a\xff") }, []datacenter.Violation{{"password", "must be UTF-8"}}},
		"all at once": {func(u *datacenter.NewUser) {
			*u = datacenter.NewUser{Username: "A <b>", FullName: "", Email: "x"}
		}, []datacenter.Violation{
			{"userName", "must not contain white space"},
			{"userName", `must not contain any of \ , + < > ' "`},
			{"userName", "must not contain upper case"},
			{"fullName", "must not be blank"},
			{"email", "must be a valid e-mail address"},
			{"password", "must be given unless the user is notified by e-mail"},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScene(t)
			user := good()
			c.change(&user)
			_, err := s.client.Admin.CreateUser(t.Context(), user)
			if c.broken == nil {
				require.NoError(t, err)
				require.True(t, s.server.HasUser(user.Username))
				return
			}
			var invalid *datacenter.ValidationError
			require.ErrorAs(t, err, &invalid)
			require.ErrorIs(t, err, confluence.ErrInvalid)
			require.Equal(t, c.broken, invalid.Violations)
			require.Empty(t, s.server.Exchanges(), "nothing is sent")
		})
	}
	for _, c := range `\,+<>'"` {
		s := newScene(t)
		user := good()
		user.Username = "a" + string(c)
		_, err := s.client.Admin.CreateUser(t.Context(), user)
		require.ErrorContains(t, err, "must not contain any of", string(c))
	}
}

func TestUpdateRules(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for _, change := range []datacenter.UserUpdate{{}, {FullName: " "}, {FullName: "a<b"}, {Email: "no address"}} {
		var invalid *datacenter.ValidationError
		require.ErrorAs(t, s.client.Users.UpdateCurrent(t.Context(), datacenter.CurrentUserUpdate{
			FullName: change.FullName, Email: change.Email,
		}), &invalid)
		require.ErrorAs(t, s.client.Admin.UpdateUser(t.Context(), "jane", change), &invalid)
		require.ErrorAs(t, s.client.Admin.UpdateUser(t.Context(), "", change), &invalid, "beside what is wrong with the name")
	}
	for _, change := range []datacenter.CurrentUserUpdate{
		{CurrentPassword: datacenter.NewPassword("x")}, {FullName: "Ann", CurrentPassword: datacenter.NewPassword(" ")},
	} {
		var invalid *datacenter.ValidationError
		require.ErrorAs(t, s.client.Users.UpdateCurrent(t.Context(), change), &invalid)
	}
	for _, err := range []error{
		s.client.Users.ChangePassword(t.Context(), datacenter.NewPassword("old"), datacenter.NewPassword(" ")),
		s.client.Users.ChangePassword(t.Context(), datacenter.Password{}, datacenter.NewPassword("new")),
		s.client.Admin.ChangePassword(t.Context(), "jane", datacenter.NewPassword("")),
	} {
		var invalid *datacenter.ValidationError
		require.ErrorAs(t, err, &invalid)
	}
	require.Empty(t, s.server.Exchanges())
}

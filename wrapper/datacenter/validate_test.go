package datacenter_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
)

// good is a user that breaks no rule.
func good() datacenter.NewUser {
	return datacenter.NewUser{UserName: "ann", FullName: "Ann Example", Email: "ann@example.com", Password: "s3cret-pass"}
}

func TestNewUserRules(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*datacenter.NewUser)
		broken []datacenter.Violation
	}{
		"none": {func(*datacenter.NewUser) {}, nil},
		"an address as name": {func(u *datacenter.NewUser) {
			u.UserName = "ann@example.com"
		}, nil},
		"notified": {func(u *datacenter.NewUser) { u.Password, u.NotifyViaEmail = "", true }, nil},
		"no name":  {func(u *datacenter.NewUser) { u.UserName = "" }, []datacenter.Violation{{"userName", "must not be blank"}}},
		"blank name": {func(u *datacenter.NewUser) { u.UserName = " " }, []datacenter.Violation{
			{"userName", "must not be blank"}, {"userName", "must not contain white space"},
		}},
		"space":     {func(u *datacenter.NewUser) { u.UserName = "a b" }, []datacenter.Violation{{"userName", "must not contain white space"}}},
		"tab":       {func(u *datacenter.NewUser) { u.UserName = "a\tb" }, []datacenter.Violation{{"userName", "must not contain white space"}}},
		"upper":     {func(u *datacenter.NewUser) { u.UserName = "Ann" }, []datacenter.Violation{{"userName", "must not contain upper case"}}},
		"upper É":   {func(u *datacenter.NewUser) { u.UserName = "É" }, []datacenter.Violation{{"userName", "must not contain upper case"}}},
		"anonymous": {func(u *datacenter.NewUser) { u.UserName = "anonymous" }, []datacenter.Violation{{"userName", `must not be "anonymous"`}}},
		"control":   {func(u *datacenter.NewUser) { u.UserName = "a\x00b" }, []datacenter.Violation{{"userName", "must not contain control characters"}}},
		"full name anonymous": {func(u *datacenter.NewUser) { u.FullName = "Anonymous" }, []datacenter.Violation{
			{"fullName", `must not be "anonymous"`},
		}},
		"full name blank": {func(u *datacenter.NewUser) { u.FullName = "\t" }, []datacenter.Violation{{"fullName", "must not be blank"}}},
		"full name <":     {func(u *datacenter.NewUser) { u.FullName = "<b>" }, []datacenter.Violation{{"fullName", "must not contain < or >"}}},
		"no address":      {func(u *datacenter.NewUser) { u.Email = "" }, []datacenter.Violation{{"email", "must be a valid e-mail address"}}},
		"named address": {func(u *datacenter.NewUser) { u.Email = "Ann <ann@example.com>" }, []datacenter.Violation{
			{"email", "must be a valid e-mail address"},
		}},
		"no password": {func(u *datacenter.NewUser) { u.Password = "" }, []datacenter.Violation{
			{"password", "must be given unless the user is notified by e-mail"},
		}},
		"blank password": {func(u *datacenter.NewUser) { u.Password = "  " }, []datacenter.Violation{
			{"password", "must be given unless the user is notified by e-mail"},
		}},
		"password and notified": {func(u *datacenter.NewUser) { u.NotifyViaEmail = true }, []datacenter.Violation{
			{"password", "must be absent when the user is notified by e-mail"},
		}},
		"no text":   {func(u *datacenter.NewUser) { u.UserName = "a\xff" }, []datacenter.Violation{{"userName", "must be UTF-8"}}},
		"no text 2": {func(u *datacenter.NewUser) { u.Password = "a\xff" }, []datacenter.Violation{{"password", "must be UTF-8"}}},
		"all at once": {func(u *datacenter.NewUser) {
			*u = datacenter.NewUser{UserName: "A <b>", FullName: "", Email: "x", Password: ""}
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
				require.True(t, s.server.HasUser(user.UserName))
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
		user.UserName = "a" + string(c)
		_, err := s.client.Admin.CreateUser(t.Context(), user)
		require.ErrorContains(t, err, "must not contain any of", string(c))
	}
}

func TestUpdateRules(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for _, change := range []datacenter.UserUpdate{
		{}, {FullName: " "}, {FullName: "a<b"}, {Email: "no address"}, {CurrentPassword: "x"},
	} {
		var invalid *datacenter.ValidationError
		require.ErrorAs(t, s.client.Users.UpdateCurrent(t.Context(), change), &invalid)
		require.ErrorAs(t, s.client.Admin.UpdateUser(t.Context(), "jane", change), &invalid)
	}
	for _, err := range []error{
		s.client.Users.ChangePassword(t.Context(), "old", " "),
		s.client.Users.ChangePassword(t.Context(), "", "new"),
		s.client.Admin.ChangePassword(t.Context(), "jane", ""),
	} {
		var invalid *datacenter.ValidationError
		require.ErrorAs(t, err, &invalid)
	}
	require.Empty(t, s.server.Exchanges())
}

// TestPasswordsNeverShow prints everything that holds one in every way.
func TestPasswordsNeverShow(t *testing.T) {
	t.Parallel()
	const secret = "s3cret-pass"
	user, change := good(), datacenter.UserUpdate{CurrentPassword: secret}
	for _, v := range []any{user, &user, change, &change, datacenter.Password(secret), []any{user}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			require.NotContains(t, fmt.Sprintf(verb, v), secret, verb)
			require.NotContains(t, fmt.Sprintf(verb, v), fmt.Sprintf("%x", secret), verb)
		}
		encoded, err := json.Marshal(v)
		require.NoError(t, err)
		require.NotContains(t, string(encoded), secret)
		var log strings.Builder
		slog.New(slog.NewJSONHandler(&log, nil)).Info("user", "user", v)
		slog.New(slog.NewTextHandler(&log, nil)).Info("user", "user", v)
		require.NotContains(t, log.String(), secret)
	}
	s := newScene(t)
	user.UserName = "BAD"
	_, err := s.client.Admin.CreateUser(t.Context(), user)
	require.NotContains(t, err.Error(), secret)
	user = good()
	user.UserName = "jane@example.com"
	_, err = s.client.Admin.CreateUser(t.Context(), user)
	require.ErrorIs(t, err, confluence.ErrConflict)
	var failure *confluence.Error
	require.True(t, errors.As(err, &failure))
	require.NotContains(t, fmt.Sprintf("%v %+v %#v %s", err, err, err, failure.Body), secret)
}

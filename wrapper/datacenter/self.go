package datacenter

import (
	"context"
	"errors"

	gen "github.com/confluence-people/go-sdk/gen/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/response"
)

// UpdateCurrent changes the caller's full name or e-mail address; it sends the
// new address to the instance. Broken rules are [*ValidationError], all at once,
// before anything is sent; a wrong current password is
// [confluence.ErrForbidden].
//
// Permission: to be logged in. Version 9.3 and later.
//
// Operation: updateCurrentUser, PUT /rest/api/user/current.
//
//confluence:operation updateCurrentUser
func (s *UsersService) UpdateCurrent(ctx context.Context, change CurrentUserUpdate) error {
	if err := change.Validate(); err != nil {
		return err
	}
	return response.Done(s.api.UpdateCurrentUser(argument.Context(ctx), gen.UpdateUserRequest{
		FullName: change.FullName, Email: change.Email, CurrentPassword: change.CurrentPassword.secret(),
	}))
}

// ChangePassword changes the caller's password. A blank new password is
// [*ValidationError]; a wrong old one, or too many of them, is
// [confluence.ErrForbidden].
//
// Permission: to be logged in; OAuth 2.0 applications are shut out. Version 8.4
// and later.
//
// Operation: changeCurrentUserPassword, POST /rest/api/user/current/password.
//
//confluence:operation changeCurrentUserPassword
func (s *UsersService) ChangePassword(ctx context.Context, oldPassword, newPassword Password) error {
	var v violations
	v.password("oldPassword", oldPassword)
	v.password("newPassword", newPassword)
	if err := v.err(); err != nil {
		return err
	}
	return response.Done(s.api.ChangeCurrentUserPassword(argument.Context(ctx), gen.ChangeOwnPasswordRequest{
		OldPassword: oldPassword.secret(), NewPassword: newPassword.secret(),
	}))
}

// UpdateSettings sets the language of a user, such as "en_GB", the one setting
// there is. The name is required for the caller, too. A language that the
// instance does not have is [confluence.ErrBadRequest].
//
// Permission: to be logged in; what it takes for another user is not documented.
// Version 10.1 and later.
//
// Operation: updateUserSettings, PUT /rest/api/user/settings.
//
//confluence:operation updateUserSettings
func (s *UsersService) UpdateSettings(ctx context.Context, username, locale string) error {
	if err := errors.Join(checkUsername(username), argument.Value("locale", locale)); err != nil {
		return err
	}
	return response.Done(s.api.UpdateUserSettings(argument.Context(ctx), gen.UserSettings{Username: username, Locale: locale}))
}

package datacenter

import (
	"context"

	gen "github.com/confluence-people/go-sdk/gen/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/internal/answer"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// UserUpdate says what of a user is changed. What is empty stays.
type UserUpdate struct {
	// FullName is the new name to show.
	FullName string
	// Email is the new e-mail address.
	Email string
	// CurrentPassword proves that the caller is the holder of the account, for
	// UpdateCurrent.
	CurrentPassword Password
}

func (u UserUpdate) body() gen.UpdateUserRequest {
	return gen.UpdateUserRequest{FullName: u.FullName, Email: u.Email, CurrentPassword: string(u.CurrentPassword)}
}

// UpdateCurrent changes the caller's full name or e-mail address. Broken rules
// are [*ValidationError]. Version 9.3 and later.
//
// Operation: updateCurrentUser, PUT /rest/api/user/current.
//
//confluence:operation updateCurrentUser
func (s *UsersService) UpdateCurrent(ctx context.Context, change UserUpdate) error {
	if err := change.Validate(); err != nil {
		return err
	}
	return answer.Done(s.api.UpdateCurrentUserWithResponse(ctx, change.body()))
}

// ChangePassword changes the caller's password. A blank new password is
// [*ValidationError]; a wrong old one, or too many of them, is
// [confluence.ErrForbidden]. Version 8.4 and later.
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
	return answer.Done(s.api.ChangeCurrentUserPasswordWithResponse(ctx, gen.ChangeOwnPasswordRequest{
		OldPassword: string(oldPassword), NewPassword: string(newPassword),
	}))
}

// UpdateSettings sets the language of a user, such as "en_GB", the one setting
// there is. The name is needed
// for the caller, too. Version 10.1 and later.
//
// Operation: updateUserSettings, PUT /rest/api/user/settings.
//
//confluence:operation updateUserSettings
func (s *UsersService) UpdateSettings(ctx context.Context, username, locale string) error {
	if err := argument.PathValue("user name", username); err != nil {
		return err
	}
	if err := argument.Value("locale", locale); err != nil {
		return err
	}
	return answer.Done(s.api.UpdateUserSettingsWithResponse(ctx, gen.UserSettings{Username: username, Locale: locale}))
}

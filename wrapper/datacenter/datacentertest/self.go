package datacentertest

import (
	"context"
	"net/http"
	"slices"

	"github.com/confluence-people/go-sdk/gen/datacenter/server"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
)

// UpdateCurrentUser changes the caller. The password need not be sent, but must
// be right if it is.
func (h handlers) UpdateCurrentUser(ctx context.Context, r server.UpdateCurrentUserRequestObject) (server.UpdateCurrentUserResponseObject, error) {
	defer h.locked()()
	u := callerOf(ctx)
	if r.Body != nil && r.Body.CurrentPassword != "" && !u.proves(r.Body.CurrentPassword) {
		return nil, forbidden("The current password is incorrect")
	}
	if refusal := changeUser(u, r.Body); refusal != nil {
		return nil, refusal
	}
	return server.UpdateCurrentUser204Response{}, nil
}

// changeUser changes what is given, unless something breaks a rule.
func changeUser(u *user, change *server.UpdateUserRequest) *respond.Error {
	if change == nil {
		return nil
	}
	var broken brokenRules
	if change.FullName != "" {
		broken.fullName(change.FullName)
	}
	if change.Email != "" {
		broken.email(change.Email)
	}
	if len(broken) > 0 {
		return badRequest(broken...)
	}
	if change.FullName != "" {
		u.name = change.FullName
	}
	if change.Email != "" {
		u.email = change.Email
	}
	return nil
}

// ChangeCurrentUserPassword changes the caller's password. Wrong ones count like
// those of a login.
func (h handlers) ChangeCurrentUserPassword(ctx context.Context, r server.ChangeCurrentUserPasswordRequestObject) (server.ChangeCurrentUserPasswordResponseObject, error) {
	defer h.locked()()
	u := callerOf(ctx)
	switch {
	case r.Body == nil || isBlank(r.Body.NewPassword):
		return nil, badRequest("newPassword must not be blank")
	case u.failures >= captchaAfter:
		return nil, forbidden("Too many failed attempts to authenticate")
	case !u.proves(r.Body.OldPassword):
		u.failures++
		return nil, forbidden("The current password is incorrect")
	}
	u.password, u.failures = r.Body.NewPassword, 0
	return server.ChangeCurrentUserPassword204Response{}, nil
}

// locales are the languages of the instance.
func locales() []string {
	return []string{
		"cs_CZ", "da_DK", "de_DE", "en_GB", "en_US", "es_ES", "fi_FI", "fr_FR", "hu_HU", "it_IT", "ja_JP",
		"ko_KR", "nl_NL", "no_NO", "pl_PL", "pt_BR", "ro_RO", "ru_RU", "sk_SK", "sv_SE", "zh_CN",
	}
}

// UpdateUserSettings sets the language of a user, by default the caller's; that
// of others is for administrators.
func (h handlers) UpdateUserSettings(ctx context.Context, r server.UpdateUserSettingsRequestObject) (server.UpdateUserSettingsResponseObject, error) {
	defer h.locked()()
	u := callerOf(ctx)
	if r.Body == nil {
		return nil, badRequest("locale must be given")
	}
	if name := r.Body.Username; name != "" && name != u.username {
		if !h.isAdmin(ctx) {
			return nil, noAdmin()
		}
		if u = h.store.userByName(name); u == nil {
			// Not 404: the contract says that unacceptable settings are 400.
			return nil, refuse(http.StatusBadRequest, "No user found with username : "+name, true, false)
		}
	}
	if !slices.Contains(locales(), r.Body.Locale) {
		return nil, badRequest("locale is not one of the instance's languages")
	}
	u.locale = r.Body.Locale
	return server.UpdateUserSettings204Response{}, nil
}

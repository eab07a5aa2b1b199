package confluencetest

import (
	"context"
	"net/http"
	"slices"

	"github.com/confluence-people/go-sdk/gen/datacenter/server"
)

// UpdateCurrentUser changes the caller. The password need not be sent, but must
// be right if it is.
func (h datacenterHandlers) UpdateCurrentUser(ctx context.Context, r server.UpdateCurrentUserRequestObject) (server.UpdateCurrentUserResponseObject, error) {
	defer h.locked()()
	u := h.caller(ctx)
	if r.Body != nil && r.Body.CurrentPassword != "" && !u.proves(r.Body.CurrentPassword) {
		return nil, dcForbidden("The current password is incorrect")
	}
	if refusal := changeUser(u, r.Body); refusal != nil {
		return nil, refusal
	}
	return server.UpdateCurrentUser204Response{}, nil
}

// changeUser changes what is given, unless something breaks a rule.
func changeUser(u *user, change *server.UpdateUserRequest) *fault {
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
		return dcBadRequest(broken...)
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
func (h datacenterHandlers) ChangeCurrentUserPassword(ctx context.Context, r server.ChangeCurrentUserPasswordRequestObject) (server.ChangeCurrentUserPasswordResponseObject, error) {
	defer h.locked()()
	u := h.caller(ctx)
	switch {
	case r.Body == nil || isBlank(r.Body.NewPassword):
		return nil, dcBadRequest("newPassword must not be blank")
	case u.failures >= captchaAfter:
		return nil, dcForbidden("Too many failed attempts to authenticate")
	case !u.proves(r.Body.OldPassword):
		u.failures++
		return nil, dcForbidden("The current password is incorrect")
	}
	u.password, u.failures = r.Body.NewPassword, 0
	return server.ChangeCurrentUserPassword204Response{}, nil
}

// dcLocales are the languages of the instance.
func dcLocales() []string {
	return []string{
		"cs_CZ", "da_DK", "de_DE", "en_GB", "en_US", "es_ES", "fi_FI", "fr_FR", "hu_HU", "it_IT", "ja_JP",
		"ko_KR", "nl_NL", "no_NO", "pl_PL", "pt_BR", "ro_RO", "ru_RU", "sk_SK", "sv_SE", "zh_CN",
	}
}

// UpdateUserSettings sets the language of a user, by default the caller's; that
// of others is for administrators.
func (h datacenterHandlers) UpdateUserSettings(ctx context.Context, r server.UpdateUserSettingsRequestObject) (server.UpdateUserSettingsResponseObject, error) {
	defer h.locked()()
	u := h.caller(ctx)
	if r.Body == nil {
		return nil, dcBadRequest("locale must be given")
	}
	if name := r.Body.Username; name != "" && name != u.username {
		if !h.isAdmin(ctx) {
			return nil, dcNoAdmin()
		}
		if u = h.store.userByName(name); u == nil {
			// Not 404: the contract says that unacceptable settings are 400.
			return nil, dcFault(http.StatusBadRequest, "No user found with username : "+name, true, false)
		}
	}
	if !slices.Contains(dcLocales(), r.Body.Locale) {
		return nil, dcBadRequest("locale is not one of the instance's languages")
	}
	u.locale = r.Body.Locale
	return server.UpdateUserSettings204Response{}, nil
}

package oauth

import (
	"encoding/json"
	"errors"
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/redact"
)

// errorCode returns a code of an identity provider if it is one; anything else
// may be an echo.
func errorCode(code string) string {
	if plainCode.MatchString(code) {
		return code
	}
	return ""
}

var (
	plainCode = regexp.MustCompile(`^[a-z_]{1,40}$`)
	// opaque matches what no sentence has: tokens, codes, verifiers.
	opaque = regexp.MustCompile(`[A-Za-z0-9+/=_.~%-]{24,}`)
)

// clean returns what an identity provider says without the secrets, however it
// writes them, and without all that looks like one.
func clean(text string, secrets []string) string {
	for _, secret := range secrets {
		if secret == "" {
			continue
		}
		encoded, err := json.Marshal(secret)
		forms := []string{secret, url.QueryEscape(secret), url.PathEscape(secret)}
		if err == nil {
			forms = append(forms, strings.Trim(string(encoded), `"`))
		}
		for _, form := range forms {
			text = strings.ReplaceAll(text, form, "…")
		}
	}
	text = opaque.ReplaceAllString(text, "…")
	text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	const most = 200
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// withoutSecrets returns err, or its text alone where that holds a secret.
func withoutSecrets(err error, secrets []string) error {
	text := err.Error()
	if hidden := redact.Userinfo(text); hidden != text {
		return errors.New(clean(hidden, secrets))
	}
	for _, secret := range secrets {
		if secret != "" && strings.Contains(text, secret) {
			return errors.New(clean(text, secrets))
		}
	}
	return err
}

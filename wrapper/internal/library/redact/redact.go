// Package redact hides what must not show in errors, wherever they come from.
package redact

import (
	"regexp"
	"strings"
)

// userinfo matches a user, a password or both in a URL. A password can have an @.
var userinfo = regexp.MustCompile(`://[^/?#\s"<>]*@`)

// Userinfo cuts users and passwords out of the URLs in a text, as those of proxies.
func Userinfo(text string) string {
	if !strings.Contains(text, "://") {
		return text // the usual case
	}
	return userinfo.ReplaceAllString(text, "://…@")
}

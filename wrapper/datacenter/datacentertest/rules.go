package datacentertest

import (
	"net/mail"
	"strings"
	"unicode"

	"github.com/confluence-people/go-sdk/gen/datacenter/server"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// brokenRules collects which of the published rules for users are broken.
type brokenRules []string

func (b *brokenRules) require(ok bool, rule string) {
	if !ok {
		*b = append(*b, rule)
	}
}

func (b *brokenRules) userName(name string) {
	b.require(!isBlank(name), "userName must not be blank")
	b.require(!strings.ContainsFunc(name, unicode.IsSpace), "userName must not contain whitespace")
	b.require(!strings.ContainsAny(name, `\,+<>'"`), `userName must not contain any of \ , + < > ' "`)
	// Not among the published rules. But Tomcat lets no slash through in a path,
	// and so the user could be neither changed nor deleted.
	b.require(!strings.Contains(name, "/"), "userName must not contain /")
	b.require(!state.TooLong(name, state.LongestName), "userName must not be longer than 255 characters")
	b.require(!strings.EqualFold(name, "anonymous"), "userName must not be anonymous")
	b.require(!strings.ContainsFunc(name, unicode.IsUpper), "userName must be lower case")
}

func (b *brokenRules) fullName(name string) {
	b.require(!isBlank(name), "fullName must not be blank")
	b.require(!state.TooLong(name, state.LongestName), "fullName must not be longer than 255 characters")
	b.require(!strings.ContainsAny(name, "<>"), "fullName must not contain < or >")
	b.require(!strings.EqualFold(name, "anonymous"), "fullName must not be anonymous")
}

func (b *brokenRules) email(address string) {
	parsed, err := mail.ParseAddress(address)
	b.require(err == nil && parsed.Address == address && !state.TooLong(address, state.LongestEmail), "email must be a valid address")
}

// rulesBrokenBy returns what keeps a user from being created.
func rulesBrokenBy(u *server.CreateUserRequest) brokenRules {
	var broken brokenRules
	broken.userName(u.UserName)
	broken.fullName(u.FullName)
	broken.email(u.Email)
	broken.require(!isBlank(u.Password) || u.NotifyViaEmail, "password must be given unless notifyViaEmail is true")
	return broken
}

func isBlank(text string) bool { return strings.TrimSpace(text) == "" }

package datacenter

import (
	"fmt"
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// Violation is one broken rule.
type Violation struct {
	// Field is the name of the field as the service calls it, such as
	// "userName".
	Field string
	// Rule says what the field must be.
	Rule string
}

// ValidationError lists every published rule that the input breaks. Nothing was
// sent. It wraps [confluence.ErrInvalid] and never repeats the input.
type ValidationError struct {
	// Violations are the broken rules, in the order of the fields.
	Violations []Violation
}

// Error lists the violations in one line.
func (e *ValidationError) Error() string {
	rules := make([]string, len(e.Violations))
	for i, v := range e.Violations {
		rules[i] = v.Field + " " + v.Rule
	}
	return fmt.Sprintf("%v: %s", confluence.ErrInvalid, strings.Join(rules, "; "))
}

// Unwrap returns [confluence.ErrInvalid].
func (e *ValidationError) Unwrap() error { return confluence.ErrInvalid }

// violations collects broken rules.
type violations []Violation

func (v *violations) require(ok bool, field, rule string) {
	if !ok {
		*v = append(*v, Violation{field, rule})
	}
}

func (v *violations) err() error {
	if len(*v) == 0 {
		return nil
	}
	return &ValidationError{*v}
}

func (v *violations) username(name string) {
	const field = "userName"
	v.require(!blank(name), field, "must not be blank")
	v.require(!strings.ContainsFunc(name, unicode.IsSpace), field, "must not contain white space")
	v.require(!strings.ContainsAny(name, `\,+<>'"`), field, `must not contain any of \ , + < > ' "`)
	v.require(!strings.EqualFold(name, "anonymous"), field, `must not be "anonymous"`)
	v.require(!strings.ContainsFunc(name, unicode.IsUpper), field, "must not contain upper case")
	v.require(!strings.ContainsFunc(name, unicode.IsControl) || strings.ContainsFunc(name, unicode.IsSpace),
		field, "must not contain control characters")
	v.text(field, name)
}

func (v *violations) fullName(name string) {
	const field = "fullName"
	v.require(!blank(name), field, "must not be blank")
	v.require(!strings.ContainsAny(name, "<>"), field, "must not contain < or >")
	v.require(!strings.EqualFold(name, "anonymous"), field, `must not be "anonymous"`)
	v.text(field, name)
}

func (v *violations) email(address string) {
	parsed, err := mail.ParseAddress(address)
	v.require(err == nil && parsed.Address == address && utf8.ValidString(address), "email", "must be a valid e-mail address")
}

func (v *violations) password(field string, password Password) {
	v.require(!blank(password.secret()), field, "must not be blank")
	v.notPlaceholder(field, password)
	v.text(field, password.secret())
}

// notPlaceholder keeps out what was made of a printed password.
func (v *violations) notPlaceholder(field string, password Password) {
	v.require(password.secret() != hidden, field, "must be the password, not what a Password prints as")
}

// update holds a change against the rules for what it changes.
func (v *violations) update(u UserUpdate) {
	v.require(u.FullName != "" || u.Email != "", "fullName", "or email must be given")
	if u.FullName != "" {
		v.fullName(u.FullName)
	}
	if u.Email != "" {
		v.email(u.Email)
	}
}

// text keeps out what JSON cannot carry: it would arrive as something else.
func (v *violations) text(field, value string) {
	v.require(utf8.ValidString(value), field, "must be UTF-8")
}

func blank(text string) bool { return strings.TrimSpace(text) == "" }

package confluence

import (
	"encoding/json"
	"errors"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/redact"
)

// withoutURL returns an error that says and is what err is, but for the URLs
// that net/http writes into errors: paths and queries hold names and e-mail
// addresses.
func withoutURL(err error) error {
	holders := urlErrors(err, nil)
	if len(holders) == 0 {
		return err
	}
	text := err.Error()
	for _, h := range holders { // the outer ones come first
		text = strings.ReplaceAll(text, h.Error(), h.Err.Error())
	}
	// What lies between may have been flattened to text.
	for _, h := range holders {
		text = withoutParts(text, h.URL)
	}
	return &redacted{text: text, causes: causes(err)}
}

// redacted is an error without the links of its chain that hold a URL.
type redacted struct {
	text   string
	causes []error
}

func (e *redacted) Error() string   { return e.text }
func (e *redacted) Unwrap() []error { return e.causes }

// urlErrors collects every [url.Error] in the tree of err.
func urlErrors(err error, found []*url.Error) []*url.Error {
	if u, ok := err.(*url.Error); ok && u.Err != nil { //nolint:errorlint // walks the tree itself
		found = append(found, u)
	}
	for _, inner := range unwrap(err) {
		found = urlErrors(inner, found)
	}
	return found
}

// causes returns the largest parts of the tree of err that hold no URL.
func causes(err error) []error {
	if len(urlErrors(err, nil)) == 0 {
		return []error{err}
	}
	var all []error
	for _, inner := range unwrap(err) {
		all = append(all, causes(inner)...)
	}
	return all
}

func unwrap(err error) []error {
	if many, ok := err.(interface{ Unwrap() []error }); ok { // nothing else finds these
		return many.Unwrap()
	}
	if inner := errors.Unwrap(err); inner != nil {
		return []error{inner}
	}
	return nil
}

// withoutParts cuts a URL, and the parts of it that name something, out of text.
func withoutParts(text, address string) string {
	parts := []string{address}
	if u, err := url.Parse(address); err == nil {
		parts = append(parts, u.EscapedPath(), u.Path, u.RawQuery)
		if decoded, err := url.QueryUnescape(u.RawQuery); err == nil {
			parts = append(parts, decoded)
		}
	}
	for _, part := range parts {
		if len(part) > 1 {
			text = strings.ReplaceAll(text, part, "…")
		}
	}
	return text
}

// redact returns an error that says and is what err is, but for what the request
// held.
func (call *call) redact(err error) error {
	err = withoutURL(err)
	if text := call.redactText(err.Error()); text != err.Error() {
		return &redacted{text: text, causes: causes(err)}
	}
	return err
}

// redactText cuts out of text what the request held: its URL, which services and
// transports repeat, the credential and passwords, and the credentials in URLs
// of proxies.
func (call *call) redactText(text string) string {
	if text == "" {
		return text
	}
	text = redact.Userinfo(text)
	for _, credential := range call.secrets {
		text = strings.ReplaceAll(text, credential, "…")
		if _, secret, ok := strings.Cut(credential, " "); ok && len(secret) > 4 {
			text = strings.ReplaceAll(text, secret, "…")
		}
	}
	for _, password := range call.passwords() {
		text = strings.ReplaceAll(text, password, "…")
	}
	u := call.request.URL
	if u == nil || !holdsPart(text, u) {
		return text // the usual case
	}
	return withoutParts(text, u.String())
}

// holdsPart reports whether a text may hold what withoutParts cuts out. A whole URL
// has its path in it.
func holdsPart(text string, u *url.URL) bool {
	if strings.Contains(text, u.Path) || strings.Contains(text, u.EscapedPath()) {
		return true
	}
	if u.RawQuery == "" {
		return false
	}
	decoded, err := url.QueryUnescape(u.RawQuery)
	return strings.Contains(text, u.RawQuery) || err == nil && strings.Contains(text, decoded)
}

// keptBody is what an [Error] keeps of a body: what redactText cuts out is cut out.
// Where it is there with escapes, the whole body comes without. What a body ends with
// that was not read to its end is left out, since it may be the beginning of a secret.
func (call *call) keptBody(body []byte) []byte {
	if len(body) == 0 {
		return nil
	}
	left := 0
	if len(body) >= maxErrorBody+errorBodyMargin {
		body, left = body[:maxErrorBody+errorBodyMargin], errorBodyMargin
	}
	text := call.redactText(string(body))
	if plain := withoutEscapes(text); plain != text {
		if hidden := call.redactText(plain); hidden != plain {
			text = hidden
		}
	}
	return []byte(text[:min(max(len(text)-left, 0), maxErrorBody)])
}

// passwords returns the passwords in the request body in the forms in which
// services repeat the values they refuse.
func (call *call) passwords() []string {
	if call.request.GetBody == nil || call.op.Reads {
		return nil
	}
	body, err := call.request.GetBody()
	if err != nil {
		return nil
	}
	defer func() { _ = body.Close() }()
	var fields map[string]any
	if json.NewDecoder(io.LimitReader(body, 1<<20)).Decode(&fields) != nil {
		return nil
	}
	var found []string
	for name, value := range fields {
		secret, ok := value.(string)
		if ok && secret != "" && strings.Contains(strings.ToLower(name), "password") {
			found = append(found, written(secret)...)
		}
	}
	// The longer ones first, for they may hold the others.
	slices.SortFunc(found, func(a, b string) int { return len(b) - len(a) })
	return found
}

// written returns a text as it is, as JSON writes it with and without escapes for
// HTML, and as HTML does.
func written(text string) []string {
	forms := []string{strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;").Replace(text)}
	forms = append(forms, strings.ReplaceAll(forms[0], "&quot;", "&#34;"))
	var b strings.Builder
	for _, html := range []bool{true, false} {
		b.Reset()
		encoder := json.NewEncoder(&b)
		encoder.SetEscapeHTML(html)
		if err := encoder.Encode(text); err == nil {
			quoted := strings.TrimSuffix(b.String(), "\n")
			forms = append(forms, quoted[1:len(quoted)-1])
		}
	}
	return append(forms, text)
}

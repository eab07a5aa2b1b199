package confluence

import (
	"errors"
	"net/url"
	"strings"
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
	return &scrubbed{text: text, causes: causes(err)}
}

// scrubbed is an error without the links of its chain that hold a URL.
type scrubbed struct {
	text   string
	causes []error
}

func (e *scrubbed) Error() string   { return e.text }
func (e *scrubbed) Unwrap() []error { return e.causes }

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

// hide cuts out of text what the request held: its URL, which services and
// transports repeat, and the credential.
func (op *call) hide(text string) string {
	if text == "" || op.request == nil {
		return text
	}
	if credential := op.request.Header.Get("Authorization"); credential != "" {
		text = strings.ReplaceAll(text, credential, "…")
		if _, secret, ok := strings.Cut(credential, " "); ok && len(secret) > 4 {
			text = strings.ReplaceAll(text, secret, "…")
		}
	}
	u := op.request.URL
	if u == nil || u.RawQuery == "" && !strings.Contains(text, u.Path) && !strings.Contains(text, u.EscapedPath()) {
		return text // the usual case
	}
	return withoutParts(text, u.String())
}

// linkError is a failure on the way to the service, or back: what caused it,
// and [ErrUnavailable] beside it.
type linkError struct{ cause error }

func (e *linkError) Error() string   { return e.cause.Error() }
func (e *linkError) Unwrap() []error { return []error{e.cause, ErrUnavailable} }

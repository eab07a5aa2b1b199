package confluence

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"unicode"
)

// Auth says how requests prove who sends them. Make one with [BasicAuth],
// [BearerToken], [TokenFunc] or [Anonymous]; the zero value is refused. An Auth
// can be printed and logged: the secret is not part of what shows.
type Auth struct {
	// header makes the value of the Authorization header; nil sends none. It
	// is a closure so that no form of printing reaches the secret.
	header func(context.Context) (string, error)
	fault  error
	chosen bool
}

// BasicAuth sends a user and a secret: on Cloud the e-mail address and an API
// token, on Data Center the user name and the password.
func BasicAuth(user, secret string) Auth {
	switch {
	case user == "" || secret == "":
		return badAuth("user and secret must not be empty")
	case strings.Contains(user, ":"):
		return badAuth("the user must not contain a colon")
	case strings.ContainsFunc(user+secret, unicode.IsControl):
		return badAuth("user and secret must not contain control characters")
	}
	value := "Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+secret))
	return Auth{chosen: true, header: func(context.Context) (string, error) { return value, nil }}
}

// BearerToken sends a token: an OAuth 2.0 access token or a scoped token on
// Cloud's gateway, a personal access token on Data Center.
func BearerToken(token string) Auth {
	if err := checkToken(token); err != nil {
		return Auth{chosen: true, fault: err}
	}
	value := "Bearer " + token
	return Auth{chosen: true, header: func(context.Context) (string, error) { return value, nil }}
}

// TokenFunc asks fn for a bearer token before each request, for tokens that
// expire. Calls are made one at a time, so that a token is renewed once however
// many requests wait for it; fn keeps the token it has until it expires, as
// oauth2.ReuseTokenSource does. An error of fn is returned to the caller of
// that one request, without the URLs net/http puts into errors, and not
// remembered. The token of a request is that of its retries, too.
func TokenFunc(fn func(ctx context.Context) (string, error)) Auth {
	if fn == nil {
		return badAuth("the token function is nil")
	}
	turn := make(chan struct{}, 1)
	return Auth{chosen: true, header: func(ctx context.Context) (string, error) {
		select {
		case turn <- struct{}{}:
			defer func() { <-turn }()
		case <-ctx.Done():
			return "", ctx.Err()
		}
		token, err := fn(ctx)
		if err != nil {
			return "", fmt.Errorf("getting a token: %w", err)
		}
		if err := checkToken(token); err != nil {
			return "", err
		}
		return "Bearer " + token, nil
	}}
}

// Anonymous sends no credential. The service answers what it shows to everyone.
func Anonymous() Auth {
	return Auth{chosen: true}
}

func badAuth(fault string) Auth {
	return Auth{chosen: true, fault: invalid("auth", fault)}
}

func checkToken(token string) error {
	if token == "" {
		return invalid("auth", "the token is empty")
	}
	if strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return invalid("auth", "the token contains white space, control or non-ASCII characters")
	}
	return nil
}

func (a Auth) check() error {
	if !a.chosen {
		return errors.Join(invalid("auth", "is missing"), errors.New("use Anonymous() to send none"))
	}
	return a.fault
}

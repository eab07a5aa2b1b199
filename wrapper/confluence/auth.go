package confluence

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// Auth says how requests prove who sends them. Make one with [BasicAuth],
// [BearerToken], [TokenFunc], [RenewableToken], [AuthFunc] or [Anonymous]; the
// zero value is refused. An Auth can be printed and logged: the secret is not part
// of what shows.
type Auth struct {
	// sign puts the credential into a request; nil sends none. It is a closure
	// so that no form of printing reaches the secret.
	sign func(*http.Request) error
	// renew takes the place of sign for a token that can be rejected and
	// replaced.
	renew  func(ctx context.Context, rejected string) (string, time.Time, error)
	custom bool // sign may set any header
	basic  bool // a user and a secret
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
	auth := fixed("Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+secret)))
	auth.basic = true
	return auth
}

// BearerToken sends a token: an OAuth 2.0 access token or a scoped token on
// Cloud's gateway, a personal access token on Data Center.
func BearerToken(token string) Auth {
	if err := checkToken(token); err != nil {
		return Auth{chosen: true, fault: err}
	}
	return fixed("Bearer " + token)
}

func fixed(value string) Auth {
	return Auth{chosen: true, sign: func(req *http.Request) error {
		req.Header.Set("Authorization", value)
		return nil
	}}
}

type tokenKey struct{}

// TokenFunc asks fn for a bearer token before each attempt, for tokens that
// expire. Calls are made one at a time, so that a token is renewed once however
// many requests wait for it; fn keeps the token it has until it expires, as
// oauth2.ReuseTokenSource does. An error of fn is returned to the caller of
// that one request, without the URLs net/http puts into errors, and not
// remembered. A fn that calls the client it belongs to gets an error.
func TokenFunc(fn func(ctx context.Context) (string, error)) Auth {
	if fn == nil {
		return badAuth("the token function is nil")
	}
	turn := make(chan struct{}, 1)
	return Auth{chosen: true, sign: func(req *http.Request) error {
		ctx := req.Context()
		if ctx.Value(tokenKey{}) == turn {
			return errors.New("the token function calls the client that it belongs to")
		}
		select {
		case turn <- struct{}{}:
			defer func() { <-turn }()
		case <-ctx.Done():
			return ctx.Err()
		}
		token, err := fn(context.WithValue(ctx, tokenKey{}, turn))
		if err != nil {
			return fmt.Errorf("getting a token: %w", err)
		}
		if err := checkToken(token); err != nil {
			return err
		}
		req.Header.Set("Authorization", "Bearer "+token)
		return nil
	}}
}

// AuthFunc lets sign put a credential into the headers of each request just
// before it is sent, for credentials that depend on the request, such as
// Connect's JWT. It must be safe for concurrent use. An error of sign is
// returned to the caller of that one request. What sign puts into a header is
// not shown in errors.
func AuthFunc(sign func(*http.Request) error) Auth {
	if sign == nil {
		return badAuth("the function is nil")
	}
	return Auth{chosen: true, custom: true, sign: func(req *http.Request) error {
		if err := sign(req); err != nil {
			return fmt.Errorf("signing the request: %w", err)
		}
		return nil
	}}
}

// Anonymous sends no credential. The service shows what it shows to everyone.
func Anonymous() Auth {
	return Auth{chosen: true}
}

func badAuth(fault string) Auth {
	return Auth{chosen: true, fault: argument.Invalid("auth", fault)}
}

func checkToken(token string) error {
	if token == "" {
		return argument.Invalid("auth", "the token is empty")
	}
	if strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return argument.Invalid("auth", "the token contains white space, control or non-ASCII characters")
	}
	return nil
}

func (a Auth) check() error {
	if !a.chosen {
		return errors.Join(argument.Invalid("auth", "is missing"), errors.New("use Anonymous() to send none"))
	}
	return a.fault
}

// attach puts the credential into the request of one attempt, unless the caller
// put one there, and notes what must not show.
func (a Auth) attach(req *http.Request, call *call) error {
	switch {
	case call.ownCredential:
		return nil
	case a.renew != nil:
		return a.attachToken(req, call)
	case a.sign == nil:
		return nil
	}
	var before http.Header
	if a.custom {
		before = req.Header.Clone()
	}
	if err := a.sign(req); err != nil {
		return err
	}
	if !a.custom {
		call.secrets = req.Header["Authorization"]
		return nil
	}
	for name, values := range req.Header {
		if !slices.Equal(before[name], values) {
			call.secrets = append(call.secrets, values...)
		}
	}
	return nil
}

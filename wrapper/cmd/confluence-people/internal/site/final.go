package site

import (
	"context"
	"errors"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/oauth"
)

// Final reports whether a failure is one that every further request would meet, too, so
// that a run ends with it: the context has ended, or it is about the sign-in, a limit or
// the address of the site.
func Final(ctx context.Context, err error) bool {
	if ctx.Err() != nil {
		return true
	}
	for _, kind := range []error{
		confluence.ErrUnauthorized, confluence.ErrAnonymous, confluence.ErrScope, confluence.ErrRateLimited, confluence.ErrNoRoute,
		confluence.ErrReadOnly, oauth.ErrConsent, oauth.ErrClient,
	} {
		if errors.Is(err, kind) {
			return true
		}
	}
	return false
}

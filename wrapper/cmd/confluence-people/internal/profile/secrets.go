package profile

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/gofrs/flock"
	"golang.org/x/oauth2"

	"github.com/confluence-people/go-sdk/wrapper/oauth"
	"github.com/confluence-people/go-sdk/wrapper/oauth/keyring"
)

// The files with secrets: the token, and the secret of the app that it is renewed
// with.
const (
	tokenFile  = "token"
	clientFile = "client"
)

// service is what the keyring knows the program by.
const service = "confluence-people"

// ErrNoSecret says that what a profile keeps in secret is gone.
var ErrNoSecret = errors.New("the credential is not there any more")

// store is where a secret of a profile is kept.
func (d Dir) store(ctx context.Context, p *Profile, file string) (oauth.Store, error) {
	path := d.path(p.Name, file)
	switch p.Store {
	case File:
		return oauth.NewFileStore(path), nil
	case Keyring:
		store, err := keyring.New(ctx, service, path)
		if errors.Is(err, keyring.ErrNoKeyring) {
			return nil, fmt.Errorf("%w; -store file keeps the credential in a file that only you can read", err)
		}
		return store, err
	default:
		return nil, fmt.Errorf("-store is %q, not %s or %s", p.Store, Keyring, File)
	}
}

// Check tells whether a profile can be kept as it says, before anybody is asked for
// a secret.
func (d Dir) Check(ctx context.Context, p *Profile) error {
	if !names.MatchString(p.Name) {
		return fmt.Errorf("%q: %w", p.Name, ErrName)
	}
	_, err := d.store(ctx, p, tokenFile)
	return err
}

// Tokens is where the token of a profile is kept. It is one that is renewed, or,
// as its AccessToken alone, one that is not.
func (d Dir) Tokens(ctx context.Context, p *Profile) (oauth.Store, error) {
	return d.store(ctx, p, tokenFile)
}

// Token reads the token of a profile.
func (d Dir) Token(ctx context.Context, p *Profile) (string, error) {
	return d.secret(ctx, p, tokenFile)
}

// ClientSecret reads the secret of the app of a profile.
func (d Dir) ClientSecret(ctx context.Context, p *Profile) (string, error) {
	return d.secret(ctx, p, clientFile)
}

func (d Dir) secret(ctx context.Context, p *Profile, file string) (string, error) {
	store, err := d.store(ctx, p, file)
	if err != nil {
		return "", err
	}
	var secret string
	err = store.Update(ctx, func(_ context.Context, stored *oauth2.Token) (*oauth2.Token, error) {
		if stored == nil {
			return nil, ErrNoSecret
		}
		secret = stored.AccessToken
		return nil, nil //nolint:nilnil // there is nothing to store
	})
	return secret, err
}

// Save keeps a profile in place of the one of this name. Its settings come last:
// without them there is no profile.
func (d Dir) Save(ctx context.Context, p *Profile, token *oauth2.Token, clientSecret string) error {
	if err := d.Remove(ctx, p.Name); err != nil && !errors.Is(err, ErrNone) {
		return err
	}
	secrets := map[string]*oauth2.Token{tokenFile: token}
	if clientSecret != "" {
		secrets[clientFile] = &oauth2.Token{AccessToken: clientSecret}
	}
	for file, secret := range secrets {
		store, err := d.store(ctx, p, file)
		if err != nil {
			return err
		}
		err = store.Update(ctx, func(context.Context, *oauth2.Token) (*oauth2.Token, error) { return secret, nil })
		if err != nil {
			return err
		}
	}
	return d.write(p)
}

// Remove forgets a profile with all that is secret. A program that is renewing its
// token is waited for, and finds none the next time.
func (d Dir) Remove(ctx context.Context, name string) error {
	if !names.MatchString(name) {
		return fmt.Errorf("%q: %w", name, ErrName)
	}
	if _, err := os.Stat(d.path(name, "")); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: %w", name, ErrNone)
	}
	// The lock is that of the store of the token.
	lock := flock.New(d.path(name, tokenFile)+".lock", flock.SetPermissions(0o600))
	if _, err := lock.TryLockContext(ctx, lockPoll); err != nil {
		return err
	}
	var failed error
	for _, file := range []string{settings, tokenFile, clientFile} {
		if err := os.Remove(d.path(name, file)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			failed = errors.Join(failed, err)
		}
	}
	return errors.Join(failed, lock.Close(), os.RemoveAll(d.path(name, "")))
}

// Tidy removes what looking for the keyring has left of a profile that was not kept.
func (d Dir) Tidy(name string) {
	entries, err := os.ReadDir(d.path(name, ""))
	if err != nil || len(entries) != 1 || entries[0].Name() != tokenFile+".key.lock" {
		return
	}
	// A directory with something in it stays.
	for _, path := range []string{d.path(name, entries[0].Name()), d.path(name, ""), string(d)} {
		_ = os.Remove(path)
	}
}

// lockPoll is how often a lock that another program holds is tried again.
const lockPoll = 10 * time.Millisecond

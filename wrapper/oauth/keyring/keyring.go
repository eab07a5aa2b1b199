// Package keyring keeps an OAuth 2.0 token with the system's keyring: the
// Keychain of macOS, the Credential Manager of Windows, the Secret Service of
// Linux desktops.
//
// Keyrings hold short secrets, have no locks and replace nothing as a whole. So
// the keyring holds a key, and the token lies in a file that is sealed with it.
package keyring

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
	system "github.com/zalando/go-keyring"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/oauth"
)

// ErrNoKeyring says that this system has no keyring, or nobody has unlocked it, as on most
// servers. A program may fall back on [oauth.NewFileStore].
var ErrNoKeyring = errors.New("oauth: there is no keyring")

// item is what the key is called within a service.
const item = "token key"

// keySize is that of AES-256.
const keySize = 32

// New returns a store in the file at path, sealed with a key that the keyring
// holds for a service, such as the name of the program. The first call makes the
// key. If the keyring loses it, the file is of no use: remove it and consent
// again.
func New(ctx context.Context, service, path string) (*oauth.FileStore, error) {
	if service == "" || path == "" {
		return nil, argument.Invalid("service and path", "must not be empty")
	}
	key, err := readOrCreate(ctx, service, path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoKeyring, err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	seal, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	return oauth.NewSealedFileStore(path, seal), nil
}

func read(service string) ([]byte, error) {
	text, err := system.Get(service, item)
	if err != nil {
		return nil, err
	}
	key, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(key) != keySize {
		return nil, errors.New("what the keyring holds is no key")
	}
	return key, nil
}

// readOrCreate returns the key. Programs that start together make one.
func readOrCreate(ctx context.Context, service, path string) (key []byte, err error) {
	const poll = 10 * time.Millisecond
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	lock := flock.New(path+".key.lock", flock.SetPermissions(0o600))
	if _, err := lock.TryLockContext(ctx, poll); err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, lock.Close()) }()
	if key, err = read(service); !errors.Is(err, system.ErrNotFound) {
		return key, err
	}
	key = make([]byte, keySize)
	_, _ = rand.Read(key) // never fails
	return key, system.Set(service, item, base64.StdEncoding.EncodeToString(key))
}

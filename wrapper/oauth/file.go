package oauth

import (
	"context"
	"crypto/cipher"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
	"golang.org/x/oauth2"
)

// FileStore keeps a token in a file that only its owner can read, as JSON. The
// file is replaced as a whole, so that a crash leaves the old or the new token,
// and all processes of a machine that name the same file share one grant: beside
// it is an empty file, ".lock" at the end of its name, that one of them locks.
type FileStore struct {
	path string
	seal hidden[cipher.AEAD] // none: the token is in plain sight
}

// NewFileStore returns a store in the file at path, whose directory is made if
// it is missing. There is no need for the file to exist. It must not be on a
// network file system that has no locks.
func NewFileStore(path string) *FileStore { return &FileStore{path: path} }

// NewSealedFileStore is [NewFileStore] for a token that is sealed before it is
// written, with a key that is kept elsewhere; package keyring has one.
func NewSealedFileStore(path string, seal cipher.AEAD) *FileStore {
	return &FileStore{path: path, seal: hide(seal)}
}

// lockPoll is how often a lock that another process holds is tried again.
const lockPoll = 10 * time.Millisecond

// Update implements [Store].
func (f *FileStore) Update(ctx context.Context, fn func(context.Context, *oauth2.Token) (*oauth2.Token, error)) (err error) {
	if err := os.MkdirAll(filepath.Dir(f.path), 0o700); err != nil {
		return fmt.Errorf("%w: %w", ErrStore, err)
	}
	// The lock is on a file that stays: the one with the token is replaced.
	lock := flock.New(f.path+".lock", flock.SetPermissions(0o600))
	if _, err := lock.TryLockContext(ctx, lockPoll); err != nil {
		return fmt.Errorf("%w: locking: %w", ErrStore, err)
	}
	defer func() {
		if broken := lock.Close(); broken != nil { // else an error of fn stays as it is
			err = errors.Join(err, broken)
		}
	}()
	stored, err := f.load()
	if err != nil {
		return fmt.Errorf("%w: %w", ErrStore, err)
	}
	next, err := fn(ctx, stored)
	if err != nil || next == nil {
		return err
	}
	if err := f.save(next); err != nil {
		return fmt.Errorf("%w: %w", ErrStore, err)
	}
	return nil
}

func (f *FileStore) load() (*oauth2.Token, error) {
	raw, err := os.ReadFile(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil //nolint:nilnil // no token and no fault
	}
	if err != nil {
		return nil, err
	}
	token, err := f.opened(raw)
	if err != nil {
		return nil, errors.New("what is stored is no token, or was sealed with another key; remove it and consent again")
	}
	return token, nil
}

// save replaces the file. Its temporary name is always the same, and the lock is
// held, so that crashes leave one such file at most.
func (f *FileStore) save(token *oauth2.Token) error {
	raw, err := f.sealed(token)
	if err != nil {
		return err
	}
	temporary := f.path + ".tmp"
	// What a crash left may have other permissions.
	if err := os.Remove(temporary); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	file, err := os.OpenFile(temporary, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600) //nolint:gosec // the program names the file
	if err != nil {
		return err
	}
	_, err = file.Write(raw)
	if err == nil {
		err = file.Sync() // a rename that is on the disk before the content is a lost grant
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return err
	}
	if err := os.Rename(temporary, f.path); err != nil {
		return err
	}
	return syncDirectory(filepath.Dir(f.path))
}

// syncDirectory makes a rename last. Not every system can.
func syncDirectory(path string) error {
	directory, err := os.Open(path) //nolint:gosec // the program names the file
	if err != nil {
		return err
	}
	_ = directory.Sync()
	return directory.Close()
}

// Package lock keeps a second run away from a file that a run writes.
package lock

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// ErrTaken is a file that another run writes.
var ErrTaken = errors.New("another run is under way")

// Lock is the lock of a file. The system takes it away when the process ends, however
// it does.
type Lock struct{ file *flock.Flock }

// Take takes the lock of the file at a path, which may be missing. It is on a file
// beside it, “.lock” at the end of its name: on Windows what is locked can be read by
// nobody else.
func Take(path string) (*Lock, error) {
	if linked, err := filepath.EvalSymlinks(path); err == nil {
		path = linked
	}
	for {
		l := &Lock{flock.New(path+".lock", flock.SetPermissions(0o600))}
		taken, err := l.file.TryLock()
		switch {
		case err != nil:
			return nil, fmt.Errorf("%s cannot be locked: %w", path, err)
		case !taken:
			return nil, fmt.Errorf("%w with %s", ErrTaken, path)
		}
		is, err := l.current()
		if is {
			return l, nil
		}
		if err := errors.Join(err, l.file.Unlock()); err != nil {
			return nil, fmt.Errorf("%s cannot be locked: %w", path, err)
		}
	}
}

// current is whether the lock is still on the file of that name: whoever had it before
// may have removed it meanwhile.
func (l *Lock) current() (bool, error) {
	locked, err := l.file.Stat()
	if err != nil {
		return false, err
	}
	named, err := os.Stat(l.file.Path())
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil && os.SameFile(locked, named), err
}

// Free lets the next run in. To do so again does nothing.
func (l *Lock) Free() error {
	if !l.file.Locked() {
		return nil
	}
	// It goes while it is locked, so that nobody else's does. Windows removes it only
	// afterwards, and only where nobody else has it open.
	removed := os.Remove(l.file.Path())
	err := l.file.Unlock()
	if removed != nil {
		_ = os.Remove(l.file.Path())
	}
	return err
}

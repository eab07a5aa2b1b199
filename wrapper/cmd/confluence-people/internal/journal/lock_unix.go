//go:build unix

package journal

import (
	"errors"
	"os"
	"syscall"
)

// lock keeps a second run away from the journal. The system takes the lock away
// when the process ends, however it does.
func lock(file *os.File) error {
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return errors.New("journal: another run is under way with " + file.Name())
	}
	return nil
}

// unlock lets the next run in. Closing the file alone does not while a process
// that is just being started still has a copy of it.
func unlock(file *os.File) error {
	return syscall.Flock(int(file.Fd()), syscall.LOCK_UN)
}

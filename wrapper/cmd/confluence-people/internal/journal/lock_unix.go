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

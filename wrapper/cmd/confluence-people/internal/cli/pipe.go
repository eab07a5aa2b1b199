//go:build !js && !plan9 && !wasip1

package cli

import (
	"os"
	"os/signal"
	"syscall"
)

// OutlivePipe lets the program go on when whoever reads its report leaves.
func OutlivePipe() { signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE) }

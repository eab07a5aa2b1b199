//go:build !js && !plan9 && !wasip1

package main

import (
	"os"
	"os/signal"
	"syscall"
)

// outlivePipe lets the program go on when whoever reads its report leaves.
func outlivePipe() { signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE) }

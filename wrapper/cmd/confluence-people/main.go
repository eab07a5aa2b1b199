package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/pkg/browser"
	"golang.org/x/term"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// A second signal ends the program the hard way; the journal stands it.
	context.AfterFunc(ctx, stop)
	cli.OutlivePipe()
	env := cli.Env{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv,
		Terminal: term.IsTerminal(int(os.Stderr.Fd())), Browse: browse,
	}
	if stdin := int(os.Stdin.Fd()); term.IsTerminal(stdin) {
		env.ReadSecret = func() (string, error) {
			secret, err := term.ReadPassword(stdin)
			return string(secret), err
		}
	}
	os.Exit(cli.Main(ctx, os.Args[1:], env))
}

// browse opens an address. What the browser itself prints is of no use here.
func browse(address string) error {
	browser.Stdout, browser.Stderr = io.Discard, io.Discard
	return browser.OpenURL(address)
}

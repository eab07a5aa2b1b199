// Package cli is the command line: it reads flags and files, connects, and hands
// over to the packages that know what is to be done.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/audit"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/input"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/journal"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/report"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// The exit statuses.
const (
	exitOK     = 0
	exitFailed = 1 // something could not be done
	exitUsage  = 2 // flags or input cannot be used, and nothing was done
)

// Env is what the program has from outside.
type Env struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Getenv         func(string) string
	// Terminal is whether Stderr is one.
	Terminal bool
	// ReadSecret reads a line that is not shown; nil where Stdin is no terminal.
	ReadSecret func() (string, error)
	// Browse opens an address in the browser.
	Browse func(address string) error
	// Listen listens for the browser; nil is the usual way. Tests have their own,
	// and so for Connect, which reaches a site.
	Listen  func(ctx context.Context, address string) (net.Listener, error)
	Connect func(ctx context.Context, to Address, options []confluence.Option) (site.Site, error)
}

// Main runs the program and returns its exit status.
func Main(ctx context.Context, args []string, env Env) int {
	if env.Connect == nil {
		env.Connect = connect
	}
	if env.Listen == nil {
		env.Listen = func(ctx context.Context, address string) (net.Listener, error) {
			return (&net.ListenConfig{}).Listen(ctx, "tcp", address)
		}
	}
	out := &stdout{to: env.Stdout}
	env.Stdout = out
	a := &app{env: env, args: args}
	root := a.root() //nolint:contextcheck // commands have it from ExecuteContext
	root.SetArgs(dashes(args))
	root.SetIn(env.Stdin)
	root.SetOut(env.Stdout)
	root.SetErr(env.Stderr)
	err := root.ExecuteContext(ctx)
	a.close()
	status := a.status(err)
	if lost := out.lost(); lost != nil {
		status = max(status, exitFailed)
		gone := errors.Is(lost, syscall.EPIPE) && !a.settings.apply // who reads a plan may have seen enough
		if !gone && (a.settings.json || !errors.Is(err, lost)) {    // else it is told
			_, _ = fmt.Fprintf(env.Stderr, "confluence-people: the report cannot be written: %v\n", lost)
		}
	}
	return status
}

// status tells how a command ended, unless that is told already, and returns the exit
// status.
func (a *app) status(err error) int {
	if err == nil {
		return exitOK
	}
	told := errors.Is(err, errTold)
	if _, _, stopped := report.Stop(err); stopped && !told {
		a.reporter().Stopped(err, "")
	} else if !told {
		a.reporter().Wrong(err)
	}
	if advice := a.again(err); advice != nil {
		a.reporter().Wrong(advice)
	}
	if told {
		return exitFailed
	}
	if _, ok := errors.AsType[input.Faults](err); ok || !a.began {
		return exitUsage
	}
	for _, kind := range []error{errUsage, confluence.ErrInvalid, journal.ErrOther, audit.ErrOther} {
		if errors.Is(err, kind) {
			return exitUsage
		}
	}
	return exitFailed
}

var (
	// errTold is a failure that the report has told already.
	errTold = errors.New("not everything could be done")
	// errUsage is wrapped by what is wrong with the command line.
	errUsage = errors.New("usage")
)

func usage(format string, args ...any) error {
	return fmt.Errorf("%w: %w", errUsage, fmt.Errorf(format, args...))
}

// app is one run of the program.
type app struct {
	env      Env
	args     []string
	settings settings
	report   *report.Reporter
	// began is whether a command began to run, with flags that can be read.
	began   bool
	closers []func()
	// undoFlags lead “undo” to the site that a command changes.
	undoFlags []string
	// guessed is the address that a Data Center was told by; empty if the product was
	// said.
	guessed string
	// signedInWith are the profiles in use.
	signedInWith []string
}

func (a *app) close() {
	for _, f := range a.closers {
		f()
	}
}

// reporter returns the reporter that the flags ask for.
func (a *app) reporter() *report.Reporter {
	if a.report != nil {
		return a.report
	}
	a.report = &report.Reporter{Out: a.env.Stdout, Err: a.env.Stderr}
	switch {
	case a.settings.json:
		a.report.Mode = report.JSON
	case a.settings.quiet:
		a.report.Mode = report.Quiet
	case a.env.Terminal:
		a.report.Bar = report.NewBar(a.env.Stderr)
	default:
		a.report.Bar = report.NewLines(a.env.Stderr)
	}
	return a.report
}

// root is the command without a subcommand.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "confluence-people",
		Short: "Manage the people of Confluence Cloud and Data Center",
		Long: "Manage the people of Confluence Cloud and Data Center.\n\n" +
			"Every command that changes something shows what it would do and does nothing without -apply.\n" +
			"A run that was broken off goes on where it was when the same command is given again.\n\n" +
			signInHelp,
		SilenceErrors: true, SilenceUsage: true,
		PersistentPreRunE: func(command *cobra.Command, _ []string) error {
			a.began = true
			return checkFlags(command)
		},
	}
	a.settings.register(root.PersistentFlags())
	help := root.HelpFunc()
	root.SetHelpFunc(func(command *cobra.Command, args []string) {
		hideFlags(command)
		help(command, args)
	})
	_ = root.RegisterFlagCompletionFunc("profile", a.completeProfiles) // the flag is there
	root.AddCommand(a.members(), a.audit(), a.offboard(), a.inactive(), a.provision(), a.compare(), a.undo(), a.login(), a.logout(), a.listProfiles())
	return root
}

// Command provision brings the people of a Confluence Data Center in line with a
// CSV file on standard input:
//
//	# user name, full name, e-mail, groups
//	jane,Jane Example,jane@example.com,writers;editors
//
// It creates who is missing, updates what differs, and puts people into their
// groups; it takes nobody out of a group. It can be run again at any time.
//
//	CONFLUENCE_URL=https://confluence.example.com/confluence CONFLUENCE_TOKEN=… provision <people.csv
package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Stdin); err != nil {
		slog.Error("provision", "err", err)
		os.Exit(1) //nolint:gocritic // there is nothing left to stop
	}
}

func run(ctx context.Context, file io.Reader) error {
	client, err := datacenter.New(os.Getenv("CONFLUENCE_URL"), confluence.BearerToken(os.Getenv("CONFLUENCE_TOKEN")))
	if err != nil {
		return err
	}
	people, err := readPeople(file)
	if err != nil {
		return err
	}
	outcomes, err := provision(ctx, client, people)
	return errors.Join(err, report(slog.Default(), outcomes))
}

// report logs every row, and returns an error if one of them failed.
func report(log *slog.Logger, outcomes []outcome) error {
	failed := false
	for _, o := range outcomes {
		row := log.With("line", o.person.line, "user", o.person.user.Username, "done", strings.Join(o.done, ", "))
		switch {
		case o.err != nil:
			failed = true
			row.Error("failed", "err", o.err)
		case o.done == nil:
			row.Info("nothing to do")
		default:
			row.Info("done")
		}
	}
	if failed {
		return errors.New("some rows failed; run again when that is mended")
	}
	return nil
}

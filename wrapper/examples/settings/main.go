// Command settings keeps the settings of a program in a user property of
// Confluence Cloud:
//
//	settings             # shows them
//	settings theme dark  # changes one: theme, pageSize or digest
//	settings reset       # deletes them
//
// They are those of the user who signs in with CONFLUENCE_URL, CONFLUENCE_USER
// and CONFLUENCE_TOKEN.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strconv"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

func main() {
	client, err := cloud.New(os.Getenv("CONFLUENCE_URL"),
		confluence.BasicAuth(os.Getenv("CONFLUENCE_USER"), os.Getenv("CONFLUENCE_TOKEN")))
	if err == nil {
		err = run(context.Background(), client.Properties, os.Args[1:], os.Stdout)
	}
	if err != nil {
		slog.Error("settings", "err", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, properties Properties, args []string, out io.Writer) error {
	var settings Settings
	var err error
	switch {
	case len(args) == 0:
		settings, err = Load(ctx, properties, cloud.DefaultAccount)
	case len(args) == 1 && args[0] == "reset":
		settings, err = Defaults(), Reset(ctx, properties, cloud.DefaultAccount)
	case len(args) == 2:
		var change func(*Settings)
		if change, err = parse(args[0], args[1]); err != nil {
			return err
		}
		settings, err = Change(ctx, properties, cloud.DefaultAccount, change)
	default:
		return errors.New("usage: settings [reset | theme NAME | pageSize N | digest BOOL]")
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%+v\n", settings)
	return err
}

// parse returns the change that gives a field a value.
func parse(field, value string) (func(*Settings), error) {
	switch field {
	case "theme":
		return func(s *Settings) { s.Theme = value }, nil
	case "pageSize":
		n, err := strconv.Atoi(value)
		return func(s *Settings) { s.PageSize = n }, err
	case "digest":
		on, err := strconv.ParseBool(value)
		return func(s *Settings) { s.Digest = on }, err
	default:
		return nil, fmt.Errorf("there is no setting %q", field)
	}
}

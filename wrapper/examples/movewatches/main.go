// Command movewatches moves watches of one Confluence Cloud account to another,
// for somebody who takes over from a colleague:
//
//	movewatches -from ID -to ID -spaces DOCS,OPS -pages 123,456 -labels howto
//
// It can be run again at any time. It takes a Confluence administrator, who signs
// in with CONFLUENCE_URL, CONFLUENCE_USER and CONFLUENCE_TOKEN.
package main

import (
	"context"
	"flag"
	"log/slog"
	"os"
	"os/signal"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

func main() {
	from := flag.String("from", "", "account `id` that watches now")
	to := flag.String("to", "", "account `id` that is to watch")
	spaces := flag.String("spaces", "", "`keys` of spaces, separated by commas")
	pages := flag.String("pages", "", "`ids` of pages")
	labels := flag.String("labels", "", "`names` of labels")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := run(ctx, *from, *to, things{spaces: split(*spaces), pages: split(*pages), labels: split(*labels)})
	if err != nil {
		slog.Error("movewatches", "err", err)
		os.Exit(1) //nolint:gocritic // there is nothing left to stop
	}
}

func run(ctx context.Context, from, to string, what things) error {
	client, err := cloud.New(os.Getenv("CONFLUENCE_URL"),
		confluence.BasicAuth(os.Getenv("CONFLUENCE_USER"), os.Getenv("CONFLUENCE_TOKEN")))
	if err != nil {
		return err
	}
	res, err := move(ctx, client, from, to, what)
	for _, name := range res.moved {
		slog.Info("moved", "watch", name)
	}
	for _, name := range res.both {
		slog.Warn("watched by both", "watch", name)
	}
	return err
}

// split returns the parts of a list that are not empty.
func split(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' })
}

// Command quickstart shows the SDK at work. Without settings it runs against
// the in-memory server:
//
//	go run ./wrapper/examples/quickstart
//
// With CONFLUENCE_URL, CONFLUENCE_USER and CONFLUENCE_TOKEN it runs against
// that Cloud site, and only reads there unless CONFLUENCE_WRITE is 1.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Stdout, os.Getenv)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "quickstart:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, w io.Writer, env func(string) string) error {
	if env("CONFLUENCE_URL") != "" {
		return runRealSite(ctx, w, env)
	}
	return runInMemory(ctx, w)
}

func runInMemory(ctx context.Context, w io.Writer) error {
	say(w, "Confluence Cloud, in memory")
	site := newDemoSite()
	defer site.server.Close()
	if err := read(ctx, w, site.server.Client()); err != nil {
		return err
	}
	if err := write(ctx, w, site.server.Client(), site.places); err != nil {
		return err
	}
	return tourDatacenter(ctx, w)
}

func runRealSite(ctx context.Context, w io.Writer, env func(string) string) error {
	say(w, "Confluence Cloud at "+env("CONFLUENCE_URL"))
	client, err := cloud.New(env("CONFLUENCE_URL"),
		confluence.BasicAuth(env("CONFLUENCE_USER"), env("CONFLUENCE_TOKEN")),
		confluence.WithUserAgent("quickstart"))
	if err != nil {
		return err
	}
	if err := read(ctx, w, client); err != nil {
		return err
	}
	if env("CONFLUENCE_WRITE") != "1" {
		say(w, "Nothing was changed. Set CONFLUENCE_WRITE=1 and CONFLUENCE_SPACE to see writes, too.")
		return nil
	}
	return write(ctx, w, client, places{space: env("CONFLUENCE_SPACE")})
}

// say begins a section.
func say(w io.Writer, title string) { fmt.Fprintf(w, "\n%s\n", title) }

// show prints one finding of a section.
func show(w io.Writer, what string, found any) { fmt.Fprintf(w, "  %-34s %v\n", what, found) }

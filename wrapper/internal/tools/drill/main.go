// Command drill changes the contracts in every way that Atlassian might, one
// change at a time, and sees whether the check that is to tell does, with a message
// that names what changed:
//
//	go run ./wrapper/internal/tools/drill [-only TEXT]
//
// It works on a copy of the files that git knows, generates the code anew for each
// change, and prints a table. It takes minutes. The exit code is 0 if nothing went
// unseen.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run is main without the process around it.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("drill", flag.ContinueOnError)
	flags.SetOutput(stderr)
	only := flags.String("only", "", "make the changes alone whose product and name hold this text")
	const usage = 2
	if err := flags.Parse(args); err != nil {
		return usage
	}
	if err := drill(ctx, *only, stdout, stderr); err != nil {
		_, _ = fmt.Fprintln(stderr, "drill:", err)
		return 1
	}
	return 0
}

// drill makes the changes and prints the table.
func drill(ctx context.Context, only string, stdout, stderr io.Writer) error {
	tree, err := copyOf(ctx, ".")
	if err != nil {
		return err
	}
	defer tree.remove()
	var rows []row
	for _, e := range edits() {
		if !strings.Contains(e.product+" "+e.what, only) {
			continue
		}
		_, _ = fmt.Fprintf(stderr, "drill: %s: %s\n", e.product, e.what)
		seen, err := tree.try(ctx, e)
		if err != nil {
			return fmt.Errorf("%s: %s: %w", e.product, e.what, err)
		}
		rows = append(rows, seen...)
	}
	unseen := 0
	_, _ = fmt.Fprint(stdout, "| contract | change | check | what it says |\n|---|---|---|---|\n")
	for _, r := range rows {
		_, _ = fmt.Fprintln(stdout, r)
		if !r.seen {
			unseen++
		}
	}
	if unseen > 0 {
		return fmt.Errorf("%d of %d checks did not see what they are there for: teach them", unseen, len(rows))
	}
	return nil
}

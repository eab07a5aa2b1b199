// Command drift compares the contracts of package api with the descriptions
// Atlassian publishes, and prints what differs and was not known to differ:
//
//	go run ./api/internal/drift -v1 FILE -v2 FILE -dc FILE
//
// Each FILE is a published OpenAPI description, JSON or YAML; at least one is
// needed, and an empty name counts as none. Differences that were looked at and
// are meant to be stand in known.yaml with their reasons. The exit code is 0
// without news, 1 with news, 2 when the comparison could not be made.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
)

const (
	exitSame = iota
	exitNews
	exitTrouble
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run is main without the process around it.
func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("drift", flag.ContinueOnError)
	flags.SetOutput(stderr)
	files := map[string]*string{
		cloudV1:    flags.String(cloudV1, "", "published description of Cloud REST v1"),
		cloudV2:    flags.String(cloudV2, "", "published description of Cloud REST v2"),
		dataCenter: flags.String(dataCenter, "", "published description of Data Center"),
	}
	knownFile := flags.String("known", "", "known deviations, instead of the reviewed list built in")
	if err := flags.Parse(args); err != nil {
		return exitTrouble
	}
	given := 0
	for _, file := range files {
		if *file != "" {
			given++
		}
	}
	if given == 0 || flags.NArg() > 0 {
		_, _ = fmt.Fprintln(stderr, "usage: drift [-v1 FILE] [-v2 FILE] [-dc FILE] [-known FILE], with one published description at least")
		return exitTrouble
	}

	result, err := compareFiles(files, *knownFile)
	if err == nil {
		err = result.write(stdout)
	}
	switch {
	case err != nil:
		_, _ = fmt.Fprintln(stderr, "drift:", err)
		return exitTrouble
	case result.news():
		return exitNews
	default:
		return exitSame
	}
}

// compareFiles compares each product of which a published file is given.
func compareFiles(files map[string]*string, knownFile string) (*report, error) {
	known, err := loadKnown(knownFile)
	if err != nil {
		return nil, err
	}
	result := &report{}
	for _, product := range products() {
		file := *files[product]
		if file == "" {
			continue
		}
		ours, theirs, err := loadPair(product, file)
		if err != nil {
			return nil, err
		}
		result.add(product, compare(product, ours, theirs), known[product])
	}
	return result, nil
}

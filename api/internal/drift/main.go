// Command drift compares the contracts of package api with the descriptions
// Atlassian publishes, and prints what differs and was not known to differ:
//
//	go run ./api/internal/drift -v1 FILE -v2 FILE -dc FILE
//
// Each FILE is a published OpenAPI description, JSON or YAML; at least one is
// needed, and an empty name counts as none. Differences that were looked at and
// are meant to be stand in known.yaml with their reasons; seen.yaml records which
// ones these were and how the published texts read. The exit code is 0 without
// news, 1 with news, 2 when the comparison could not be made.
//
// With -record FILE the record is replaced by what is published now. With -check
// the published descriptions are changed in every way that could matter, and the
// kinds of changes that the comparison would not see are listed.
package main

import (
	"flag"
	"fmt"
	"io"
	"maps"
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
	var o options
	flags.StringVar(&o.ours, "ours", "", "our description, instead of the contract built in")
	flags.StringVar(&o.known, "known", "", "known deviations, instead of the reviewed list built in; what they hide is then held against -seen alone")
	flags.StringVar(&o.seen, "seen", "", "record, instead of the one built in")
	flags.StringVar(&o.record, "record", "", "file to put on record what is published now")
	check := flags.Bool("check", false, "list the kinds of changes that would go unseen")
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
		_, _ = fmt.Fprintln(stderr, "usage: drift [-v1 FILE] [-v2 FILE] [-dc FILE] [-ours FILE] [-known FILE] [-seen FILE] [-record FILE] [-check], with one published description at least")
		return exitTrouble
	}

	if *check {
		return checkFiles(files, o, stdout, stderr)
	}
	result, err := compareFiles(files, o)
	if err == nil {
		err = result.write(stdout)
	}
	if err == nil && o.record != "" {
		err = record(o.record, result)
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

// options are the lists to compare with.
type options struct {
	ours, known, seen, record string
}

// compareFiles compares each product of which a published file is given.
func compareFiles(files map[string]*string, o options) (*report, error) {
	known, err := loadKnown(o.known)
	if err != nil {
		return nil, err
	}
	seen, err := loadSeen(o.seen)
	if err != nil {
		return nil, err
	}
	result := &report{}
	for _, product := range products() {
		file := *files[product]
		if file == "" {
			continue
		}
		ours, err := contractOf(product, o.ours)
		if err != nil {
			return nil, err
		}
		theirs, err := published(file)
		if err != nil {
			return nil, err
		}
		record := seen[product]
		if o.known != "" && o.seen == "" {
			result.add(product, compare(product, ours, theirs), known[product], nil)
		} else {
			result.add(product, compare(product, ours, theirs), known[product], &record)
		}
	}
	return result, nil
}

// record puts what was compared on record; products without a file keep theirs.
func record(file string, result *report) error {
	all, err := loadSeen(file)
	if err != nil {
		return err
	}
	maps.Copy(all, result.seen)
	return writeSeen(file, all)
}

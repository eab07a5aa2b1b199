package main

import (
	"fmt"
	"io"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/faultspec"
)

// printHelp prints what the flags alone do not say: the kinds of faults, and
// what a seed looks like.
func printHelp(to io.Writer) {
	add := func(format string, args ...any) { _, _ = fmt.Fprintf(to, format, args...) }
	add("\nFaults are OPERATION=KIND[:ARGUMENTS][,times=N], for an operationId or * for all. The kinds:\n\n")
	for _, kind := range faultspec.Kinds() {
		add("  %-20s %s\n", kind.Example, kind.Does)
	}
	add("\nStyles of a quota: all, retry-after, x-ratelimit, ratelimit, gateway.\n")
	add("\nA seed is an object in JSON or YAML. This is the one for Cloud that is there without -seed:\n\n%s", cloudExample)
	add("\nAnd for Data Center:\n\n%s", datacenterExample)
	add("\n%s", `Besides, users have token, and tokenExpires: a date, or a time from now such as 1h. What is given out
otherwise can be set: id of groups, spaces, pages, properties and tasks, key of users of Data Center. This
asks for numbers, the same every time:

{"generate": {"users": 100000, "groups": 5000, "perUser": 10}}

The page at /-/ shows the server at work, /-/openapi.yaml describes how to steer it, and
"go doc github.com/confluence-people/go-sdk/wrapper/cmd/confluence-server" says more.
`)
}

package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"
)

// printed is what apidiff says of a change that touches everything.
const printed = `Ignoring internal package github.com/confluence-people/go-sdk/wrapper/internal/tools/release
Incompatible changes:
- ./gen/cloud.ClientInterface.GetNews: added
- ./wrapper/cloud.(*GroupsService).Get: changed from func(string) error to func(int) github.com/confluence-people/go-sdk/wrapper/confluence.Task
- ./wrapper/cloud.User.TimeZone: removed
- ./wrapper/cloud.User.TimeZone: removed
- ./wrapper/confluence.settings: old is comparable, new is not
- package github.com/confluence-people/go-sdk/gen/old: removed
- ./wrapper/confluence.Collect[T any]: removed
- ./wrapper/confluence.Version: value changed from "1.0.0" to "1.1.0"
- package github.com/confluence-people/go-sdk/wrapper/examples/old: removed
- package github.com/confluence-people/go-sdk/wrapper/oauth: removed
Compatible changes:
- ./wrapper/cloud.(*UsersService).News: added
- ./gen/cloud.News: added
`

func TestChanges(t *testing.T) {
	t.Parallel()
	var lines []string
	for _, c := range changesOf(printed) {
		heading, line := c.line()
		lines = append(lines, c.String(), heading, line)
	}
	require.Equal(t, []string{
		"breaks  cloud.Groups.Get: changed from func(string) error to func(int) confluence.Task", "### Changed",
		"- `cloud.Groups.Get`: changed from func(string) error to func(int) confluence.Task",
		"breaks  cloud.User.TimeZone: removed", "### Removed", "- `cloud.User.TimeZone`; what to use instead",
		"breaks  confluence.Collect[T any]: removed", "### Removed", "- `confluence.Collect[T any]`; what to use instead",
		"breaks  wrapper/oauth: removed", "### Removed", "- `wrapper/oauth`; what to use instead",
		"new     cloud.Users.News: added", "### Added", "- `cloud.Users.News`",
	}, lines)
}

func TestTell(t *testing.T) {
	t.Parallel()
	const before = "# Changelog\n\n## [Unreleased]\n\n- `Users.News` is an old line.\n"
	tell := func(changes, now string) (code int, stdout, stderr string) {
		var out, problems bytes.Buffer
		code = run([]string{"-changes", write(t, changes), "-before", write(t, before), "-changelog", write(t, now)}, &out, &problems)
		return code, out.String(), problems.String()
	}
	code, stdout, stderr := tell("Compatible changes:\n- ./gen/cloud.News: added\n", before)
	require.Equal(t, 0, code)
	require.Equal(t, "The public API stays as it is.\n", stdout)
	require.Empty(t, stderr)

	code, stdout, stderr = tell(printed, before+"- `Groups.Get` takes a number, `User.TimeZone` and Collect are gone.\n")
	require.Equal(t, 1, code)
	require.Contains(t, stdout, "breaks  cloud.User.TimeZone: removed\n")
	require.Contains(t, stderr, "\n### Added\n\n- `cloud.Users.News`\n\n### Removed\n\n- `wrapper/oauth`; what to use instead\n")
	require.NotContains(t, stderr, "TimeZone")

	code, _, stderr = tell(printed, before+"- Groups.Get, User.TimeZone, Collect, oauth, and News.\n")
	require.Equal(t, 0, code, stderr)

	var out, problems bytes.Buffer
	require.Equal(t, 1, run([]string{"-before", "not there"}, &out, &problems))
}

package cli_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

// TestJournalNames: a journal that nobody gave a name has one that every file system
// and every terminal stands.
//
//nolint:paralleltest // it changes the directory
func TestJournalNames(t *testing.T) {
	e, l, m := newExample(t), newLeaver(t), newMove(t)
	on := datacentertest.Start(t)
	people := write(t, "people.csv", "Account id,Group\n"+e.bob+",writers\n")
	export := write(t, "export.csv", "User id,User name,email,User status,Last seen in Confluence\n"+e.ada+",Ada,a@x.org,Active,1 Jan 2020\n")
	accounts := write(t, "accounts.csv", "Username,Full name,Email\nada,Ada,ada@example.com\n")
	for command, made := range map[string]struct {
		run     func(ctx context.Context, product string, args ...string) outcome
		product string
		args    []string
	}{
		"members":   {e.run, site.CloudProduct, []string{people}},
		"inactive":  {e.run, site.CloudProduct, []string{export, "-group", "writers"}},
		"offboard":  {l.run, site.CloudProduct, []string{l.ada}},
		"provision": {world{datacenter: on}.run, site.DatacenterProduct, []string{accounts}},
		"compare":   {m.run, "", []string{"-group", "writers"}},
	} {
		t.Chdir(t.TempDir())
		got := made.run(t.Context(), made.product, append([]string{command, "-apply"}, made.args...)...)
		journal := onlyFile(t, got)
		require.Contains(t, journal, "confluence-people-"+command+"-")
		if command == "compare" {
			continue // undo has one site
		}
		got = made.run(t.Context(), made.product, "undo", journal, "-apply")
		require.NoError(t, os.Remove(journal))
		onlyFile(t, got)
	}
	t.Chdir(t.TempDir())
	e.cloud.Inject("getGroupMembersByGroupId", 1, faults()[4].fault)
	require.Contains(t, onlyFile(t, e.run(t.Context(), site.CloudProduct, "audit", "-q")), "confluence-people-audit-")
}

// onlyFile is the one file of the working directory, whose name is plain.
func onlyFile(t *testing.T, got outcome) string {
	t.Helper()
	left, err := filepath.Glob("*")
	require.NoError(t, err)
	require.Len(t, left, 1, got.out+got.err)
	require.Regexp(t, `^[a-zA-Z0-9._-]+$`, left[0])
	return left[0]
}

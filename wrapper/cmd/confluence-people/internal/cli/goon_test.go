package cli_test

import (
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// brokenOff runs a command whose writes of an operation are all refused.
func brokenOff(t *testing.T, w world, operation string, args ...string) {
	t.Helper()
	w.cloud.Inject(operation, 0, confluencetest.Respond(http.StatusForbidden, "application/json", `{"message":"not now"}`))
	got := w.run(t.Context(), site.CloudProduct, args...)
	require.Equal(t, 1, got.status, got.out+got.err)
	w.cloud.Heal()
}

// TestGoesOnGuarded: a run that goes on leaves alone whoever is protected by now, and
// the account that it now runs as.
func TestGoesOnGuarded(t *testing.T) {
	t.Parallel()
	e := newExample(t)
	e.cloud.AddUser(cloudtest.User{AccountID: e.ada, Name: "Ada", SiteAdmin: true})
	e.cloud.AddGroup("writers", e.bob, e.chen)
	e.cloud.AddGroup("spared", e.bob)
	e.stdin = "Account id,Group\n" + e.ada + ",writers\n" + e.chen + ",writers\n" + e.cloud.AdminID() + ",writers\n"
	e.cloud.AddGroup("writers", e.cloud.AdminID())
	args := []string{"members", "-", "-remove", "-apply", "-protect-group", "spared", "-journal", filepath.Join(t.TempDir(), "journal")}
	brokenOff(t, e.world, "removeMemberFromGroupByGroupId", args...)

	e.cloud.AddGroup("spared", e.chen)
	e.as = e.ada
	got := e.run(t.Context(), site.CloudProduct, args...)
	require.Equal(t, 0, got.status, got.out+got.err)
	require.Equal(t, []string{e.ada, e.bob, e.chen, e.cloud.AdminID()}, e.cloud.GroupMembers(e.writers))
	require.Contains(t, got.out, "! account "+e.ada+" is left alone: it is the account this runs as; -allow-self "+e.ada+" includes it\n")
	require.Contains(t, got.out, "! account "+e.chen+" is left alone: group spared protects it\n")
	require.Contains(t, got.out, "0 to do, 0 as it should be, 2 left alone\n")
	require.Contains(t, got.out, "0 done, 0 failed, 0 not begun, 2 left alone\n")
}

// TestGoesOnAllowSelf: -allow-self has to be right, also where a run goes on.
func TestGoesOnAllowSelf(t *testing.T) {
	t.Parallel()
	e := newExample(t)
	e.cloud.AddUser(cloudtest.User{AccountID: e.ada, Name: "Ada", SiteAdmin: true})
	admin := e.cloud.AdminID()
	e.cloud.AddGroup("writers", admin)
	e.stdin = "Account id,Group\n" + admin + ",writers\n"
	args := []string{"members", "-", "-remove", "-apply", "-allow-self", admin, "-journal", filepath.Join(t.TempDir(), "journal")}
	brokenOff(t, e.world, "removeMemberFromGroupByGroupId", args...)
	e.as = e.ada
	got := e.run(t.Context(), site.CloudProduct, args...)
	require.Equal(t, 2, got.status, got.out)
	require.Contains(t, got.err, "-allow-self is \""+admin+"\", but this runs as "+e.ada)
	require.Empty(t, applied(e.cloud))
	e.as = ""
	got = e.run(t.Context(), site.CloudProduct, args...)
	require.Equal(t, 0, got.status, got.err)
	require.Equal(t, []string{e.ada}, e.cloud.GroupMembers(e.writers))
}

// TestNamedJournalIsNumbered: the same command does what has to be done again, also
// beside a journal that it was told the name of and that is finished.
func TestNamedJournalIsNumbered(t *testing.T) {
	t.Parallel()
	e := newExample(t)
	e.stdin = "Account id,Group\n" + e.bob + ",writers\n" + e.chen + ",writers\n"
	dir := t.TempDir()
	args := []string{"members", "-", "-apply", "-journal", filepath.Join(dir, "x.journal")}
	for _, name := range []string{"x.journal", "x-2.journal", "x-3.journal"} {
		require.NoFileExists(t, filepath.Join(dir, name))
		if name == "x-3.journal" { // the journal that is gone on with has a number, too
			e.cloud.Inject("addUserToGroupByGroupId", 1, confluencetest.Respond(http.StatusForbidden, "application/json", `{"message":"no"}`))
			require.Equal(t, 1, e.run(t.Context(), site.CloudProduct, args...).status)
		}
		got := e.run(t.Context(), site.CloudProduct, args...)
		require.Equal(t, 0, got.status, got.err)
		require.ElementsMatch(t, []string{e.ada, e.bob, e.chen}, e.cloud.GroupMembers(e.writers), name)
		require.Contains(t, got.out, "To undo it: confluence-people undo "+filepath.Join(dir, name)+" (add")
		for _, who := range []string{e.bob, e.chen} {
			require.NoError(t, e.cloud.Client().Groups.RemoveMember(t.Context(), e.writers, who))
		}
	}
	require.NoFileExists(t, filepath.Join(dir, "x-4.journal"))
}

// TestOpenJournalIsMentioned: without -apply there is always a new plan, and its list;
// that -apply goes on with an earlier run is said.
func TestOpenJournalIsMentioned(t *testing.T) {
	t.Parallel()
	c := commands(t)["inactive"]
	list := filepath.Join(t.TempDir(), "list.csv")
	args := slices.Concat(c.args, []string{"-o", list})
	got := c.run(t.Context(), c.product, args...)
	require.Contains(t, got.out, "2 to do, ")
	require.NoError(t, os.Remove(list))
	brokenOff(t, c.world, c.operation, append(args, "-apply")...)
	require.NoError(t, os.Remove(list))
	gone := c.state()[0]
	groups, err := c.cloud.Client().Groups.List(t.Context(), nil)
	require.NoError(t, err)
	for _, group := range groups.Items {
		if group.Name == "confluence-users" {
			require.NoError(t, c.cloud.Client().Groups.RemoveMember(t.Context(), group.ID, gone))
		}
	}

	got = c.run(t.Context(), c.product, args...)
	require.Equal(t, 0, got.status, got.err)
	require.Contains(t, got.out, "1 to do, ", "it is planned anew")
	require.Contains(t, read(t, list), c.state()[0])
	require.Regexp(t, `-apply does not carry out this plan: it goes on with the run of \S+, which has 2 steps left `+
		`\(journal: \S+\); to carry out this plan, move that journal away`, got.err)
	require.Contains(t, got.out, "Nothing was changed.\n")
	require.Contains(t, c.run(t.Context(), c.product, append(args, "-json")...).out, `-apply does not carry out this plan`)

	require.NoError(t, os.Remove(list))
	got = c.run(t.Context(), c.product, append(args, "-apply")...)
	require.Contains(t, got.out, "Going on with the run of ")
	require.Contains(t, got.err, "a run that goes on writes no list; without -apply there is one")
	require.NoFileExists(t, list)
}

// TestOldJournal: a plan of more than a day ago is carried out only where its journal
// is named.
//
//nolint:paralleltest // it changes the directory
func TestOldJournal(t *testing.T) {
	t.Chdir(t.TempDir())
	rows := write(t, "people.csv", "Email,Group\nbob@example.com,writers\n")
	synctest.Test(t, func(t *testing.T) {
		e := newExample(t)
		args := []string{"members", rows, "-apply"}
		brokenOff(t, e.world, "addUserToGroupByGroupId", args...)
		files, err := filepath.Glob("*.journal")
		require.NoError(t, err)
		require.Len(t, files, 1)

		time.Sleep(24 * time.Hour) // what runs every day goes on
		brokenOff(t, e.world, "addUserToGroupByGroupId", args...)
		time.Sleep(2 * time.Hour)
		e.cloud.ForgetExchanges()
		got := e.run(t.Context(), site.CloudProduct, args...)
		require.Equal(t, 2, got.status, got.out)
		require.Contains(t, got.err, files[0]+" has 1 step left of a plan of 2000-01-01T00:00:00Z, and what it was made from may have changed; "+
			"to do the rest all the same, add -journal "+files[0]+"; to plan anew, move it away")
		require.Empty(t, writes(e.cloud))
		got = e.run(t.Context(), site.CloudProduct, args[:2]...)
		require.Equal(t, 0, got.status, got.err)
		require.Contains(t, got.err, "-apply does not carry out this plan: "+files[0]+" has 1 step left")

		text := read(t, files[0])
		later := strings.Replace(text, `"time":"2000-`, `"time":"2003-`, 1)
		require.NoError(t, os.WriteFile(files[0], []byte(later), 0o600))
		got = e.run(t.Context(), site.CloudProduct, args...)
		require.Equal(t, 2, got.status, "the clock was wrong")
		require.NoError(t, os.WriteFile(files[0], []byte(text), 0o600))

		got = e.run(t.Context(), site.CloudProduct, append(args, "-journal", files[0])...)
		require.Equal(t, 0, got.status, got.err)
		require.Contains(t, e.cloud.GroupMembers(e.writers), e.bob)
	})
}

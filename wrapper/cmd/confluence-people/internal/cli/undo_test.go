package cli_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

// TestUndoCommand: what a run says undoes it can be given as it is: it is about the
// same site, and shows its plan first.
func TestUndoCommand(t *testing.T) {
	t.Parallel()
	d, on, around := cloudDesk(t)
	on.AddGroup("writers")
	ann := on.AddUser(cloudtest.User{Name: "Ann"})
	d.clicks(around, on.AdminID())
	require.Equal(t, 0, d.login("-url", around.URL(), "-product", "cloud", "-profile", "work").status)
	file := write(t, "people.csv", "Account id,Group\n"+ann+",writers\n")
	journal := filepath.Join(t.TempDir(), "a journal")
	got := d.run("members", file, "-apply", "-profile", "work", "-journal", journal)
	require.Equal(t, 0, got.status, got.err)
	require.Contains(t, got.out, "To undo it: confluence-people undo -profile work '"+journal+"' (add -apply to do it).")
	got = d.run("undo", "-profile", "work", journal)
	require.Equal(t, 0, got.status, got.err)
	require.Contains(t, got.out, "- group writers: Ann ("+ann+")\n")

	e := newExample(t)
	journal = filepath.Join(t.TempDir(), "journal")
	file = write(t, "people.csv", "Account id,Group\n"+e.bob+",writers\n")
	got = e.run(t.Context(), site.CloudProduct, "members", file, "-apply", "-url", "https://site.example", "-product", "cloud", "-journal", journal)
	require.Contains(t, got.out, "confluence-people undo -url https://site.example -product cloud "+journal+" (add")
}

// TestUndoCompare: what compare says undoes it does so with the variables of Cloud that
// compare had, and so does what that says.
func TestUndoCompare(t *testing.T) {
	t.Parallel()
	m := newMove(t)
	email, token := m.cloud.Credential(m.cloud.AdminID())
	d := newDesk(t, nil)
	d.env["CONFLUENCE_CLOUD_URL"], d.env["CONFLUENCE_CLOUD_USER"], d.env["CONFLUENCE_CLOUD_TOKEN"] = m.cloud.URL(), email, token
	d.env["CONFLUENCE_DC_URL"], d.env["CONFLUENCE_DC_TOKEN"] = m.datacenter.URL(), m.datacenter.Token(m.datacenter.AdminName())
	before := m.cloud.GroupMembers(m.writers)
	got := d.run(append(m.args(t), "-apply")...)
	require.Equal(t, 0, got.status, got.err)
	after := m.cloud.GroupMembers(m.writers)
	require.NotEqual(t, before, after)
	for _, want := range [][]string{before, after} {
		got = d.run(append(printed(t, got), "-apply")...)
		require.Equal(t, 0, got.status, got.err)
		require.ElementsMatch(t, want, m.cloud.GroupMembers(m.writers))
	}

	// Another address or profile that is given counts, and has to be that of the site.
	args := append(printed(t, got), "-url", "https://x.atlassian.net")
	got = d.run(args...)
	require.Equal(t, 2, got.status)
	require.Contains(t, got.err, "no credential: set CONFLUENCE_TOKEN")
	delete(d.env, "CONFLUENCE_CLOUD_TOKEN")
	d.env["CONFLUENCE_URL"], d.env["CONFLUENCE_PRODUCT"] = m.cloud.URL(), "cloud"
	d.env["CONFLUENCE_USER"], d.env["CONFLUENCE_TOKEN"] = email, token
	got = d.run(args[:len(args)-2]...)
	require.Equal(t, 0, got.status, got.err)
}

// printed is the command that a run says undoes it.
func printed(t *testing.T, got outcome) []string {
	t.Helper()
	_, line, found := strings.Cut(got.out, "To undo it: confluence-people ")
	require.True(t, found, got.out)
	line, _, _ = strings.Cut(line, " (add -apply")
	require.NotContains(t, line, "'")
	return strings.Fields(line)
}

// TestUndoThenAgain: what was undone of a run that is not finished is planned anew by
// the same command, and undo has nothing left to do.
func TestUndoThenAgain(t *testing.T) {
	t.Parallel()
	e := newExample(t)
	e.stdin = "Account id,Group\n" + e.bob + ",writers\n" + e.chen + ",writers\n"
	dir := t.TempDir()
	journal := filepath.Join(dir, "x.journal")
	args := []string{"members", "-", "-apply", "-journal", journal}
	e.cloud.Inject("addUserToGroupByGroupId", 1, confluencetest.Respond(http.StatusForbidden, "application/json", `{"message":"no"}`))
	require.Equal(t, 1, e.run(t.Context(), site.CloudProduct, args...).status)
	require.Len(t, e.cloud.GroupMembers(e.writers), 2)
	got := e.run(t.Context(), site.CloudProduct, "undo", journal, "-apply")
	require.Equal(t, 0, got.status, got.err)
	require.Equal(t, []string{e.ada}, e.cloud.GroupMembers(e.writers))

	got = e.run(t.Context(), site.CloudProduct, args...)
	require.Equal(t, 0, got.status, got.err)
	require.ElementsMatch(t, []string{e.ada, e.bob, e.chen}, e.cloud.GroupMembers(e.writers))
	require.Contains(t, got.out, "confluence-people undo "+filepath.Join(dir, "x-2.journal")+" (add")

	e.cloud.ForgetExchanges()
	got = e.run(t.Context(), site.CloudProduct, "undo", journal, "-apply")
	require.Equal(t, 0, got.status, got.err)
	require.Contains(t, got.out, "0 to do, 1 as it should be, 0 left alone\n")
	require.Empty(t, writes(e.cloud))
}

// TestUndoGoesOn: an undo that was broken off does the rest, though the run that it
// undoes was given again meanwhile; what it was killed in the middle of writing down
// is not done twice.
func TestUndoGoesOn(t *testing.T) {
	t.Parallel()
	e := newExample(t)
	e.stdin = "Account id,Group\n" + e.bob + ",writers\n" + e.chen + ",writers\n"
	journal := filepath.Join(t.TempDir(), "journal")
	args := []string{"members", "-", "-apply", "-journal", journal}
	require.Equal(t, 0, e.run(t.Context(), site.CloudProduct, args...).status)
	e.cloud.Inject("removeMemberFromGroupByGroupId", 1, confluencetest.Respond(http.StatusForbidden, "application/json", `{"message":"no"}`))
	undo := []string{"undo", journal, "-apply"}
	require.Equal(t, 1, e.run(t.Context(), site.CloudProduct, undo...).status)
	require.Len(t, e.cloud.GroupMembers(e.writers), 2)
	text := read(t, journal)
	require.True(t, strings.HasSuffix(text, `"state":"undone"}`+"\n"), text)
	cut := text[:strings.LastIndex(strings.TrimSpace(text), "\n")+1]
	require.NoError(t, os.WriteFile(journal, []byte(cut), 0o600))

	require.Equal(t, 0, e.run(t.Context(), site.CloudProduct, args...).status)
	require.Len(t, e.cloud.GroupMembers(e.writers), 3)
	e.cloud.ForgetExchanges()
	got := e.run(t.Context(), site.CloudProduct, undo...)
	require.Equal(t, 0, got.status, got.err)
	require.Len(t, writes(e.cloud), 1)
	require.Len(t, e.cloud.GroupMembers(e.writers), 2)
	require.Contains(t, e.run(t.Context(), site.CloudProduct, undo...).out, "0 to do, 2 as it should be, 0 left alone\n")
	require.Len(t, writes(e.cloud), 1)
}

// TestUndoLooks: a step that a run was killed in the middle of is looked at, and undone
// if it was applied.
func TestUndoLooks(t *testing.T) {
	t.Parallel()
	e := newExample(t)
	e.stdin = "Account id,Group\n" + e.bob + ",writers\n" + e.chen + ",writers\n"
	journal := filepath.Join(t.TempDir(), "journal")
	require.Equal(t, 0, e.run(t.Context(), site.CloudProduct, "members", "-", "-apply", "-journal", journal).status)
	text := strings.TrimSpace(read(t, journal))
	cut := text[:strings.LastIndex(text, "\n")+1] // the last step is begun now
	for name, applied := range map[string]bool{"1": true, "2": false} {
		undone := write(t, "journal"+name, cut)
		e.cloud.AddGroup("writers", e.bob, e.chen)
		if !applied {
			for _, who := range []string{e.bob, e.chen} {
				require.NoError(t, e.cloud.Client().Groups.RemoveMember(t.Context(), e.writers, who))
			}
		}
		got := e.run(t.Context(), site.CloudProduct, "undo", undone)
		require.Equal(t, 0, got.status, got.err)
		if applied {
			require.Contains(t, got.out, "2 to do, 0 as it should be, 0 left alone\n")
		} else {
			require.Contains(t, got.out, "is left alone: it was begun and is not known to be done\n1 to do, 0 as it should be, 1 left alone\n")
		}
	}
}

// TestUndoAnotherFile: a file that is no journal is told, and stays.
func TestUndoAnotherFile(t *testing.T) {
	t.Parallel()
	file := write(t, "m.csv", "Email,Group")
	got := newExample(t).run(t.Context(), site.CloudProduct, "undo", file)
	require.Equal(t, 2, got.status)
	require.Equal(t, "confluence-people: usage: "+file+" is not a journal of confluence-people\n", got.err)
	require.FileExists(t, file)
}

// TestUndoLeavesWhatWasChangedSince: what somebody else wrote over what a run wrote is
// not undone with it.
func TestUndoLeavesWhatWasChangedSince(t *testing.T) {
	t.Parallel()
	on := datacentertest.Start(t)
	on.AddUser(datacentertest.User{Username: "ann", FullName: "Ann Old", Email: "ann@old.example"})
	on.AddUser(datacentertest.User{Username: "ben", FullName: "Ben Old", Email: "ben@example.com"})
	w := world{datacenter: on, stdin: "Username,Full name,Email\nann,Ann New,ann@new.example\nben,Ben New,ben@example.com\n"}
	journal := filepath.Join(t.TempDir(), "journal")
	require.Equal(t, 0, w.run(t.Context(), site.DatacenterProduct, "provision", "-", "-apply", "-journal", journal).status)
	require.NoError(t, on.Client().Admin.UpdateUser(t.Context(), "ann", datacenter.UserUpdate{Email: "ann@married.example"}))
	got := w.run(t.Context(), site.DatacenterProduct, "undo", journal, "-apply")
	require.Equal(t, 0, got.status, got.err)
	require.Contains(t, got.out, "it was changed since")
	require.Equal(t, "ann@married.example", on.Email("ann"))
	require.Equal(t, "Ann New", on.FullName("ann"))
	require.Equal(t, "Ben Old", on.FullName("ben"))
}

// TestUndoLeavesWhatIsThereAgain: a property that was stored anew is not replaced by the
// one that the run deleted.
func TestUndoLeavesWhatIsThereAgain(t *testing.T) {
	t.Parallel()
	on := cloudtest.Start(t)
	ann, ben := on.AddUser(cloudtest.User{Name: "Ann"}), on.AddUser(cloudtest.User{Name: "Ben"})
	w, all := world{cloud: on}, on.Client().Properties
	for _, id := range []string{ann, ben} {
		require.NoError(t, all.Set(t.Context(), id, "theme", map[string]int{"n": 1}))
	}
	journal := filepath.Join(t.TempDir(), "journal")
	got := w.run(t.Context(), site.CloudProduct, "offboard", ann, ben, "-apply", "-journal", journal)
	require.Equal(t, 0, got.status, got.err)
	require.NoError(t, all.Set(t.Context(), ann, "theme", map[string]int{"n": 2}))
	got = w.run(t.Context(), site.CloudProduct, "undo", journal, "-apply")
	require.Equal(t, 0, got.status, got.err)
	for id, want := range map[string]string{ann: `{"n":2}`, ben: `{"n":1}`} {
		is, err := all.Get(t.Context(), id, "theme")
		require.NoError(t, err)
		require.JSONEq(t, want, string(is.Value))
	}
}

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
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

// example is a site with two groups that can be changed and one that cannot.
type example struct {
	world

	writers, okta  string
	ada, bob, chen string
}

func newExample(t *testing.T) example {
	t.Helper()
	on := cloudtest.Start(t)
	e := example{world: world{cloud: on}}
	e.ada = on.AddUser(cloudtest.User{Name: "Ada", Email: "ada@example.com"})
	e.bob = on.AddUser(cloudtest.User{Name: "Bob", Email: "bob@example.com"})
	e.chen = on.AddUser(cloudtest.User{Name: "Chen", Email: "chen@example.com", HideEmail: true})
	e.writers = on.AddGroup("writers", e.ada)
	e.okta = on.AddGroup("from-okta")
	on.SetManagedBy(e.okta, "EXTERNAL")
	return e
}

// TestMembersShowsFirst: without -apply there is a diff, and nothing is written,
// not even a journal.
func TestMembersShowsFirst(t *testing.T) {
	t.Parallel()
	e := newExample(t)
	e.stdin = "Email,Group\nbob@example.com,writers\nADA@example.com,writers\nada@example.com,from-okta\n"
	journal := filepath.Join(t.TempDir(), "journal")
	got := e.run(t.Context(), site.CloudProduct, "members", "-", "-journal", journal)
	require.Equal(t, 0, got.status, got.err)
	require.Equal(t, "+ group writers: Bob ("+e.bob+")\n"+
		"! group from-okta is left alone: it is managed elsewhere, by an identity provider\n"+
		"1 to do, 1 as it should be, 1 left alone\nNothing was changed; with -apply it is.\n", got.out)
	require.Empty(t, writes(e.cloud))
	require.NoFileExists(t, journal)
}

// TestMembersFaultsOfInput: all of them, with line and column, and nothing is sent
// that changes anything.
func TestMembersFaultsOfInput(t *testing.T) {
	t.Parallel()
	e := newExample(t)
	e.cloud.AddUser(cloudtest.User{Name: "Twin", Email: "bob@example.com"})
	file := write(t, "people.csv", "Email;Group\n"+
		"nobody@example.com;writers\n"+ // no such address
		"bob@example.com;writers\n"+ // two accounts
		"chen@example.com;writers\n"+ // hidden
		"no address;writers\n"+
		";writers\n"+
		"ada@example.com;\n"+
		"ada@example.com;Writers\n")
	got := e.run(t.Context(), site.CloudProduct, "members", file, "-apply", "-journal", filepath.Join(t.TempDir(), "journal"))
	require.Equal(t, 2, got.status)
	require.Equal(t, []string{"6:1: names nobody", "7:17: names no group"}, places(got.err), "what needs no site comes first")

	file = write(t, "people.csv", "Email;Group\nnobody@example.com;writers\nbob@example.com;writers\n"+
		"chen@example.com;writers\nno address;writers\nada@example.com;Writers\n")
	got = e.run(t.Context(), site.CloudProduct, "members", file, "-apply", "-journal", filepath.Join(t.TempDir(), "journal"))
	require.Equal(t, 2, got.status)
	found := places(got.err)
	require.Len(t, found, 5)
	require.Equal(t, "2:1: no account shows the address nobody@example.com; give the administrator's export with -people, or the account id", found[0])
	require.Contains(t, found[1], "3:1: several accounts have the address bob@example.com: ")
	require.Contains(t, found[2], "4:1: no account shows the address chen@example.com")
	require.Equal(t, "5:1: is no e-mail address: no address", found[3])
	require.Equal(t, "6:17: the site has no group Writers; there is writers", found[4])
	require.Empty(t, writes(e.cloud))
	require.Equal(t, []string{e.ada}, e.cloud.GroupMembers(e.writers))
}

// places cuts the program and the directory of the test off the faults.
func places(text string) []string {
	var found []string
	for line := range strings.Lines(strings.TrimPrefix(text, "confluence-people: ")) {
		_, place, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "people.csv:")
		found = append(found, place)
	}
	return found
}

// TestMembersPeople: an export says who has which address.
func TestMembersPeople(t *testing.T) {
	t.Parallel()
	e := newExample(t)
	export := write(t, "export.csv", "\ufeffUser id,User name,email,User status\r\n"+e.chen+",Chen,Chen@example.com,Active\r\n")
	e.stdin = "user\nchen@example.com\n"
	got := e.run(t.Context(), site.CloudProduct, "members", "-", "-group", "writers", "-people", export, "-apply",
		"-journal", filepath.Join(t.TempDir(), "journal"))
	require.Equal(t, 0, got.status, got.err)
	require.Equal(t, []string{e.ada, e.chen}, e.cloud.GroupMembers(e.writers))
}

// TestMembersExactLeavesApps: the site puts them into groups itself.
func TestMembersExactLeavesApps(t *testing.T) {
	t.Parallel()
	e := newExample(t)
	bot := e.cloud.AddUser(cloudtest.User{Name: "Bot", AccountType: "app"})
	e.cloud.AddGroup("writers", bot)
	e.stdin = "Account id,Group\n" + e.bob + ",writers\n"
	got := e.run(t.Context(), site.CloudProduct, "members", "-", "-exact", "-apply", "-journal", filepath.Join(t.TempDir(), "journal"))
	require.Equal(t, 0, got.status, got.err)
	require.Equal(t, []string{bot, e.bob}, e.cloud.GroupMembers(e.writers))
	require.Contains(t, got.out, "! app Bot in group writers is left alone")
}

// TestMembersGoesOn: a failure of one item is no reason to leave out the next, and
// undo does backwards what was done.
func TestMembersGoesOn(t *testing.T) {
	t.Parallel()
	on := datacentertest.Start(t)
	w := world{datacenter: on}
	for _, name := range []string{"ann", "ben", "cat"} {
		on.AddUser(datacentertest.User{Username: name})
	}
	on.AddGroup("writers", "cat")
	on.Inject("addUserToGroup", 1, confluencetest.Respond(http.StatusForbidden, "application/json", `{"message":"not this one"}`))
	w.stdin = "username,group\nann,WRITERS\nben,writers\n"
	journal := filepath.Join(t.TempDir(), "journal")
	got := w.run(t.Context(), site.DatacenterProduct, "members", "-", "-exact", "-apply", "-journal", journal)
	require.Equal(t, 1, got.status)
	require.Equal(t, []string{"ben"}, on.GroupMembers("writers"))
	require.Contains(t, got.err, "failed: + group writers: ann: confluence: addUserToGroup")
	require.Contains(t, got.err, "2 done, 1 failed, 0 not begun; run the same command again")
	require.Contains(t, got.out, "To undo it: confluence-people undo "+journal+" (add -apply to do it). It does this:\n  + group writers: cat\n  - group writers: ben\n")

	got = w.run(t.Context(), site.DatacenterProduct, "undo", journal)
	require.Equal(t, 0, got.status, got.err)
	require.Equal(t, []string{"ben"}, on.GroupMembers("writers"), "not without -apply")
	got = w.run(t.Context(), site.DatacenterProduct, "undo", journal, "-apply")
	require.Equal(t, 0, got.status, got.err)
	require.Equal(t, []string{"cat"}, on.GroupMembers("writers"))
}

// TestJournalOfAnother: a journal is gone on with by the command it belongs to
// alone.
func TestJournalOfAnother(t *testing.T) {
	t.Parallel()
	e := newExample(t)
	e.stdin = "user,group\n" + e.bob + ",writers\n"
	journal := filepath.Join(t.TempDir(), "journal")
	require.Equal(t, 0, e.run(t.Context(), site.CloudProduct, "members", "-", "-apply", "-journal", journal).status)
	e.stdin = "user,group\n" + e.chen + ",writers\n"
	got := e.run(t.Context(), site.CloudProduct, "members", "-", "-apply", "-journal", journal)
	require.Equal(t, 2, got.status)
	require.Contains(t, got.err, "the journal is of another run: of members on ")
	require.NotContains(t, e.cloud.GroupMembers(e.writers), e.chen)
}

// TestJournalOfItsOwn: without a name, each run keeps one where it runs, and a
// finished one does not keep the next from looking anew.
//
//nolint:paralleltest // it changes the directory
func TestJournalOfItsOwn(t *testing.T) {
	e := newExample(t)
	t.Chdir(t.TempDir())
	e.stdin = "user,group\n" + e.bob + ",writers\n"
	for range 2 {
		got := e.run(t.Context(), site.CloudProduct, "members", "-", "-apply")
		require.Equal(t, 0, got.status, got.err)
		require.Equal(t, []string{e.ada, e.bob}, e.cloud.GroupMembers(e.writers))
		require.NoError(t, e.cloud.Client().Groups.RemoveMember(t.Context(), e.writers, e.bob))
	}
	files, err := filepath.Glob("confluence-people-members-*.journal")
	require.NoError(t, err)
	require.Len(t, files, 2)
	for _, name := range files {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		require.NotContains(t, string(text), "secret-token")
	}
}

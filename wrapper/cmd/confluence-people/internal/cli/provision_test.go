package cli_test

import (
	"path/filepath"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

const newcomers = "Username;Full name;Email;Groups\n" +
	"ann;Ann New;ann@new.example;\"writers;editors\"\n" +
	"ben;Ben;ben@example.com;writers\n" +
	"cat;Cat;cat@example.com;\n" +
	"dan;Dan;dan@example.com;WRITERS\n"

// instance has Ann, whose name and address differ, Ben, who lacks nothing, Dan, who
// is disabled, and Eve, who is missing from the file.
func instance(t *testing.T) *datacentertest.Server {
	t.Helper()
	on := datacentertest.Start(t)
	on.AddUser(datacentertest.User{Username: "ann", FullName: "Ann Old", Email: "ann@old.example"})
	on.AddUser(datacentertest.User{Username: "ben", FullName: "Ben", Email: "ben@example.com"})
	on.AddUser(datacentertest.User{Username: "dan", FullName: "Dan", Disabled: true})
	on.AddUser(datacentertest.User{Username: "eve"})
	on.AddUser(datacentertest.User{Username: "off", Disabled: true}) // nothing is to be done
	on.AddGroup("writers", "ben")
	on.AddGroup("editors")
	return on
}

func provisioned(t *testing.T, on *datacentertest.Server) {
	t.Helper()
	require.Equal(t, "Ann New", on.FullName("ann"))
	require.Equal(t, "ann@new.example", on.Email("ann"))
	require.ElementsMatch(t, []string{"ann", "ben", "dan"}, on.GroupMembers("writers"))
	require.Equal(t, []string{"ann"}, on.GroupMembers("editors"))
	require.True(t, on.HasUser("cat"))
	require.False(t, on.IsDisabled("dan"))
	require.True(t, on.IsDisabled("eve"))
	require.False(t, on.IsDisabled(on.AdminName()), "the account it runs as")
}

// TestProvisionFaults: the instance is as the file says in the end, whatever fails
// in the middle, and nobody was created twice.
func TestProvisionFaults(t *testing.T) {
	t.Parallel()
	for _, operation := range []string{"createUser", "updateUser", "addUserToGroup", "enableUser", "disableUser"} {
		for _, f := range faults() {
			t.Run(operation+"/"+f.name, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					on := instance(t)
					throughFault(t, world{datacenter: on}, on, site.DatacenterProduct, operation, f, []string{
						"provision", write(t, "people.csv", newcomers), "-disable-missing", "-enable", "-apply",
						"-journal", filepath.Join(t.TempDir(), "journal"),
					})
					provisioned(t, on)
				})
			})
		}
	}
}

// TestProvisionShowsAndUndoes: the plan, and the way back: a newcomer is disabled,
// not deleted.
func TestProvisionShowsAndUndoes(t *testing.T) {
	t.Parallel()
	on := instance(t)
	w := world{datacenter: on, stdin: newcomers}
	journal := filepath.Join(t.TempDir(), "journal")
	got := w.run(t.Context(), site.DatacenterProduct, "provision", "-", "-disable-missing", "-journal", journal)
	require.Equal(t, 0, got.status, got.err)
	require.Equal(t, "~ account Ann Old (ann): full name \"Ann Old\" → \"Ann New\", e-mail address \"ann@old.example\" → \"ann@new.example\"\n"+
		"+ group writers: Ann New (ann)\n+ group editors: Ann New (ann)\n+ account Cat (cat)\n+ group writers: Dan (dan)\n~ disable eve\n"+
		"! account dan is left alone: it is disabled; -enable enables it\n"+
		"! account admin is left alone: it is the account this runs as; -allow-self admin includes it\n"+
		"6 to do, 3 as it should be, 2 left alone\nNothing was changed; with -apply it is.\n", got.out)
	require.Empty(t, writes(on))

	got = w.run(t.Context(), site.DatacenterProduct, "provision", "-", "-disable-missing", "-enable", "-apply", "-journal", journal)
	require.Equal(t, 0, got.status, got.err)
	provisioned(t, on)
	got = w.run(t.Context(), site.DatacenterProduct, "undo", journal, "-apply")
	require.Equal(t, 0, got.status, got.err)
	require.Equal(t, "Ann Old", on.FullName("ann"))
	require.Equal(t, "ann@old.example", on.Email("ann"))
	require.Equal(t, []string{"ben"}, on.GroupMembers("writers"))
	require.True(t, on.IsDisabled("cat"))
	require.True(t, on.IsDisabled("dan"))
	require.False(t, on.IsDisabled("eve"))
}

// TestProvisionFaultsOfInput: each rule that is broken is told where it is, before
// anything is asked.
func TestProvisionFaultsOfInput(t *testing.T) {
	t.Parallel()
	on := instance(t)
	w := world{datacenter: on}
	file := write(t, "people.csv", "Username,Full name,Email,Groups\n"+
		"Ann,Ann,ann@example.com,\n"+
		"ben,<Ben>,no address,\n"+
		"cat,Cat,cat@example.com,\ncat,Cat,cat@example.com,\n")
	got := w.run(t.Context(), site.DatacenterProduct, "provision", file, "-apply")
	require.Equal(t, 2, got.status)
	require.Equal(t, []string{
		"2:1: must not contain upper case", "3:5: must not contain < or >", "3:11: must be a valid e-mail address",
		"5:1: the user name is that of line 4",
	}, places(got.err))
	require.Empty(t, on.Exchanges())

	file = write(t, "people.csv", "Username,Full name,Email,Groups\nann,Ann,ann@example.com,writers;nothing\n")
	got = w.run(t.Context(), site.DatacenterProduct, "provision", file, "-apply")
	require.Equal(t, []string{"2:25: the site has no group nothing"}, places(got.err))
	file = write(t, "people.csv", "Username,Full name,Email\n")
	got = w.run(t.Context(), site.DatacenterProduct, "provision", file, "-disable-missing")
	require.Equal(t, 2, got.status)
	require.Equal(t, []string{"1:1: there are no rows, and -disable-missing would disable everybody"}, places(got.err))
	require.Equal(t, 0, w.run(t.Context(), site.DatacenterProduct, "provision", file).status)
	got = w.run(t.Context(), site.CloudProduct, "provision", file)
	require.Equal(t, 2, got.status)
	require.Contains(t, got.err, "this command is for datacenter alone")
}

// TestProvisionWithoutSeat: no seat is left for one; the others go on.
func TestProvisionWithoutSeat(t *testing.T) {
	t.Parallel()
	on := instance(t)
	on.Inject("createUser", 0, confluencetest.Respond(402, "application/json", `{"message":"no seat is left"}`))
	w := world{datacenter: on, stdin: newcomers}
	got := w.run(t.Context(), site.DatacenterProduct, "provision", "-", "-apply", "-journal", filepath.Join(t.TempDir(), "journal"))
	require.Equal(t, 1, got.status)
	require.Contains(t, got.err, "failed: + account Cat (cat): ")
	require.Contains(t, got.err, "no seat is left")
	require.Equal(t, "Ann New", on.FullName("ann"))
}

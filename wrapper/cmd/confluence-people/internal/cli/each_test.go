package cli_test

import (
	"bytes"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/cli"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

// command is one of those that change something, before a site on which it has two
// writes of an operation to do, and somebody whose group is managed elsewhere.
type command struct {
	world

	product, operation string
	on                 server
	args               []string
	// elsewhere is what is said of the group that is managed elsewhere.
	elsewhere string
	// state is what it changes.
	state func() []string
}

func commands(t *testing.T) map[string]command {
	t.Helper()
	journal := func() []string { return []string{"-journal", filepath.Join(t.TempDir(), "journal")} }

	e := newExample(t)
	rows := "Account id,Group\n" + e.bob + ",writers\n" + e.chen + ",writers\n" + e.ada + ",from-okta\n"
	members := command{
		world: e.world, product: site.CloudProduct, operation: "addUserToGroupByGroupId", on: e.cloud,
		args: append(journal(), "members", write(t, "people.csv", rows)), elsewhere: "! group from-okta is left alone: it is managed elsewhere",
		state: func() []string { return e.cloud.GroupMembers(e.writers) },
	}

	l := newLeaver(t)
	second := l.cloud.AddGroup("editors", l.ada)
	offboard := command{
		world: l.world, product: site.CloudProduct, operation: "removeMemberFromGroupByGroupId", on: l.cloud,
		args: append(journal(), "offboard", l.ada), elsewhere: "! group from-okta of " + l.ada + " is left alone: it is managed elsewhere",
		state: func() []string { return append(l.cloud.GroupMembers(l.writers), l.cloud.GroupMembers(second)...) },
	}

	on := cloudtest.Start(t)
	var export strings.Builder
	export.WriteString("User id,User name,email,User status,Confluence - x,Last seen in Confluence - x\n")
	var ids []string
	for range 2 {
		ids = append(ids, on.AddUser(cloudtest.User{}))
		export.WriteString(ids[len(ids)-1] + ",N,e@x.org,Active,User,1 Jan 2020\n")
	}
	seats := on.AddGroup("confluence-users", ids...)
	on.SetManagedBy(on.AddGroup("from-okta", ids...), "EXTERNAL")
	inactive := command{
		world: world{cloud: on}, product: site.CloudProduct, operation: "removeMemberFromGroupByGroupId", on: on,
		args:      append(journal(), "inactive", write(t, "export.csv", export.String()), "-group", "confluence-users", "-group", "from-okta"),
		elsewhere: "! group from-okta is left alone: it is managed elsewhere",
		state:     func() []string { return on.GroupMembers(seats) },
	}

	dc := instance(t)
	provision := command{
		world: world{datacenter: dc}, product: site.DatacenterProduct, operation: "addUserToGroup", on: dc,
		args:  append(journal(), "provision", write(t, "people.csv", newcomers)),
		state: func() []string { return append(dc.GroupMembers("writers"), dc.GroupMembers("editors")...) },
	}

	m := newMove(t)
	compare := command{
		world: m.world, product: site.CloudProduct, operation: "addUserToGroupByGroupId", on: m.cloud, args: m.args(t),
		elsewhere: "group managed elsewhere,,,from-okta,",
		state:     func() []string { return m.cloud.GroupMembers(m.writers) },
	}
	return map[string]command{"members": members, "offboard": offboard, "inactive": inactive, "provision": provision, "compare": compare}
}

// TestEachShowsFirst: without -apply nothing is written, not even a journal; what is
// managed elsewhere is listed.
func TestEachShowsFirst(t *testing.T) {
	t.Parallel()
	for name, c := range commands(t) {
		before := c.state()
		got := c.run(t.Context(), c.product, c.args...)
		require.Equal(t, 0, got.status, "%s: %s", name, got.err)
		require.Contains(t, got.out, "Nothing was changed; with -apply it is.", name)
		require.Contains(t, got.out, c.elsewhere, name)
		require.Empty(t, writes(c.on), name)
		require.Equal(t, before, c.state(), name)
	}
}

// TestEachGoesOn: after the failure of one item the next is done, and the run ends
// with a report, the status 1, and the way back; the same command does the rest, and
// undo undoes all.
func TestEachGoesOn(t *testing.T) {
	t.Parallel()
	for name, c := range commands(t) {
		before := c.state()
		c.on.Inject(c.operation, 1, confluencetest.Respond(http.StatusForbidden, "application/json", `{"message":"not this one"}`))
		args := slices.Concat(c.args, []string{"-apply"})
		got := c.run(t.Context(), c.product, args...)
		require.Equal(t, 1, got.status, "%s: %s", name, got.out)
		require.Contains(t, got.err, "failed: ", name)
		require.Contains(t, got.err, "not this one", name)
		require.Regexp(t, `(?m)[1-9]\d* done, 1 failed, 0 not begun; run the same command again`, got.err, name)
		require.Contains(t, got.out, "To undo it: confluence-people undo ", name)
		got = c.run(t.Context(), c.product, args...)
		require.Equal(t, 0, got.status, "%s: %s", name, got.err)
		require.Contains(t, got.out, "1 done, ", name)
		require.NotEqual(t, before, c.state(), name)
		for text, times := range applied(c.on) {
			require.Equal(t, 1, times, text)
		}
		var journal string
		for i, arg := range args {
			if arg == "-journal" {
				journal = args[i+1]
			}
		}
		got = c.run(t.Context(), c.product, "undo", journal, "-apply")
		require.Equal(t, 0, got.status, "%s: %s", name, got.err)
		require.ElementsMatch(t, before, c.state(), name)
	}
}

// TestEachReadsAllFirst: all that is wrong with a file is told, with line and column,
// before anything is asked.
func TestEachReadsAllFirst(t *testing.T) {
	t.Parallel()
	for name, of := range map[string]struct {
		text string
		want []string
		args []string
	}{
		"members":    {"Account id,Group\n,writers\na1,\n", []string{"2:1: names nobody", "3:4: names no group"}, nil},
		"members ,,": {"Account id,Group\na,b,c\nd,e,f\n", []string{"2:5: there are 3 columns", "3:5: there are 3 columns"}, nil},
		"offboard":   {"Account id,Note\n,x\n,y\n", []string{"2:1: names nobody", "3:1: names nobody"}, nil},
		"inactive": {
			"User id,User name,email,User status,Confluence - x,Last seen in Confluence - x\na,N,e,Active,User,yesterday\n,N,e,Active,User,1 Jan 2020\n",
			[]string{"2:19: is no date: yesterday", "3:1: names nobody"},
			nil,
		},
		"provision": {"Username,Full name,Email\nAnn,Ann,ann@example.com\nben,Ben,nothing\n", []string{"2:1: must not", "3:9: must be"}, nil},
		"compare":   {"Username,Account id\na,\n,b\n", []string{"2:1: needs a user name", "3:1: needs a user name"}, nil},
	} {
		w := world{cloud: cloudtest.Start(t), datacenter: datacentertest.Start(t)}
		file, product := write(t, "people.csv", of.text), site.CloudProduct
		args := []string{strings.Fields(name)[0], file, "-apply"}
		switch name {
		case "offboard":
			args = []string{name, "-file", file, "-apply"}
		case "provision":
			product = site.DatacenterProduct
		case "compare":
			args = []string{name, "-mapping", file, "-apply"}
		}
		got := w.run(t.Context(), product, args...)
		require.Equal(t, 2, got.status, "%s: %s", name, got.out)
		found := places(got.err)
		require.Len(t, found, len(of.want), "%s: %s", name, got.err)
		for i, want := range of.want {
			require.Contains(t, found[i], want, name)
		}
		require.Empty(t, w.cloud.Exchanges(), name)
		require.Empty(t, w.datacenter.Exchanges(), name)
	}
}

// TestEachLeavesSelfAlone: the account it runs as is not acted on unless it is named.
func TestEachLeavesSelfAlone(t *testing.T) {
	t.Parallel()
	on := cloudtest.Start(t)
	group := on.AddGroup("confluence-users", on.AdminID())
	dc := datacentertest.Start(t)
	dc.AddGroup("confluence-users", dc.AdminName())
	export := write(t, "export.csv", "User id,User name,email,User status,Confluence - x,Last seen in Confluence - x\n"+
		on.AdminID()+",N,e,Active,User,1 Jan 2020\n")
	for _, args := range [][]string{{"offboard", on.AdminID()}, {"inactive", export, "-group", "confluence-users"}} {
		got := world{cloud: on}.run(t.Context(), site.CloudProduct, append(args, "-apply", "-journal", filepath.Join(t.TempDir(), "journal"))...)
		require.Equal(t, 0, got.status, got.err)
		require.Contains(t, got.out, "is left alone: it is the account this runs as; -allow-self "+on.AdminID()+" includes it")
		require.Equal(t, []string{on.AdminID()}, on.GroupMembers(group))
	}
	got := world{datacenter: dc}.run(t.Context(), site.DatacenterProduct, "offboard", dc.AdminName(), "-delete", "-apply",
		"-journal", filepath.Join(t.TempDir(), "journal"))
	require.Equal(t, 0, got.status, got.err)
	require.Empty(t, writes(dc))
}

// TestProgress: a bar on a terminal, lines elsewhere, neither for machines nor with
// -q.
func TestProgress(t *testing.T) {
	t.Parallel()
	for name, of := range map[string]struct {
		terminal bool
		args     []string
		want     string
	}{
		"terminal":  {true, nil, "it/s"},
		"elsewhere": {false, nil, "steps: 5 of 20, "},
		"json":      {true, []string{"-json"}, ""},
		"quiet":     {true, []string{"-q"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				on := cloudtest.Start(t)
				on.AddGroup("writers")
				var rows strings.Builder
				rows.WriteString("Account id,Group\n")
				for range 20 {
					rows.WriteString(on.AddUser(cloudtest.User{}) + ",writers\n")
				}
				on.Inject("addUserToGroupByGroupId", 0, confluencetest.Delay(time.Second))
				var out, errs bytes.Buffer
				status := cli.Main(t.Context(), append(of.args, "members", "-", "-apply", "-journal", filepath.Join(t.TempDir(), "journal")), cli.Env{
					Stdin: strings.NewReader(rows.String()), Stdout: &out, Stderr: &errs, Terminal: of.terminal, Connect: world{cloud: on}.connect,
					Getenv: func(name string) string {
						return map[string]string{"CONFLUENCE_URL": "https://x.atlassian.net", "CONFLUENCE_TOKEN": "secret"}[name]
					},
				})
				require.Equal(t, 0, status, errs.String())
				if of.want == "" {
					require.Empty(t, errs.String())
				} else {
					require.Contains(t, errs.String(), of.want)
				}
				require.Equal(t, of.terminal && of.want != "", strings.Contains(errs.String(), "\r"))
			})
		})
	}
}

// TestEachChecksOutput: a list that could not be written is told before anything is
// read.
func TestEachChecksOutput(t *testing.T) {
	t.Parallel()
	w := world{cloud: cloudtest.Start(t), datacenter: datacentertest.Start(t)}
	list := filepath.Join(t.TempDir(), "missing", "list.csv")
	export := write(t, "export.csv", "User id,User name,email,User status,Last seen in Confluence\n")
	for _, args := range [][]string{{"audit"}, {"compare"}, {"inactive", export}} {
		got := w.run(t.Context(), site.CloudProduct, append(args, "-o", list, "-journal", filepath.Join(t.TempDir(), "journal"))...)
		require.Equal(t, 2, got.status, "%s: %s", args[0], got.err)
		require.Contains(t, got.err, list, args[0])
		require.Empty(t, w.cloud.Exchanges(), args[0])
		require.Empty(t, w.datacenter.Exchanges(), args[0])
	}
}

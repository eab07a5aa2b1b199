package cli_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/cli"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

// TestMembersSelf: the account it runs as is left alone unless it is named, and so
// is whoever is protected.
func TestMembersSelf(t *testing.T) {
	t.Parallel()
	e := newExample(t)
	admin := e.cloud.AdminID()
	e.cloud.AddGroup("writers", admin, e.bob)
	e.stdin = "Account id,Group\n" + e.chen + ",writers\n"
	args := []string{"members", "-", "-exact", "-apply", "-protect", e.bob, "-journal", filepath.Join(t.TempDir(), "journal")}
	got := e.run(t.Context(), site.CloudProduct, args...)
	require.Equal(t, 0, got.status, got.err)
	require.Equal(t, []string{admin, e.bob, e.chen}, e.cloud.GroupMembers(e.writers))
	require.Contains(t, got.out, "! account "+admin+" is left alone: it is the account this runs as")
	require.Contains(t, got.out, "! account "+e.bob+" is left alone: it is protected")

	args[len(args)-1] += "2"
	got = e.run(t.Context(), site.CloudProduct, append(args, "-allow-self", e.ada)...)
	require.Equal(t, 2, got.status, "the name has to be right")
	got = e.run(t.Context(), site.CloudProduct, append(args, "-allow-self", admin)...)
	require.Equal(t, 0, got.status, got.err)
	require.Equal(t, []string{e.bob, e.chen}, e.cloud.GroupMembers(e.writers))
}

// TestMembersProtect: by address, too; somebody who is not there is a fault.
func TestMembersProtect(t *testing.T) {
	t.Parallel()
	e := newExample(t)
	e.stdin = "Account id,Group\n" + e.ada + ",writers\n"
	journal := filepath.Join(t.TempDir(), "journal")
	got := e.run(t.Context(), site.CloudProduct, "members", "-", "-remove", "-apply", "-protect", "Ada@example.com", "-journal", journal)
	require.Equal(t, 0, got.status, got.err)
	require.Equal(t, []string{e.ada}, e.cloud.GroupMembers(e.writers))
	got = e.run(t.Context(), site.CloudProduct, "members", "-", "-remove", "-apply", "-protect", "ade", "-journal", journal)
	require.Equal(t, 2, got.status)
	require.Contains(t, got.err, "-protect: the site has no account ade")
	require.Equal(t, []string{e.ada}, e.cloud.GroupMembers(e.writers))
}

// TestMembersProtectMany: whom a file names, and who is in a group.
func TestMembersProtectMany(t *testing.T) {
	t.Parallel()
	e := newExample(t)
	e.cloud.AddGroup("writers", e.bob, e.chen)
	e.cloud.AddGroup("service accounts", e.chen)
	e.stdin = "Account id,Group\n" + e.ada + ",writers\n" + e.bob + ",writers\n" + e.chen + ",writers\n"
	args := []string{
		"members", "-", "-remove", "-apply", "-protect-file", write(t, "keep.csv", "email\nada@example.com\n"),
		"-protect-group", "service accounts", "-journal", filepath.Join(t.TempDir(), "journal"),
	}
	got := e.run(t.Context(), site.CloudProduct, args...)
	require.Equal(t, 0, got.status, got.err)
	require.Equal(t, []string{e.ada, e.chen}, e.cloud.GroupMembers(e.writers))
	require.Contains(t, got.out, "! account "+e.chen+" is left alone: group service accounts protects it")
	args[5] = write(t, "keep.csv", "email\n")
	got = e.run(t.Context(), site.CloudProduct, args...)
	require.Equal(t, 2, got.status)
	require.Contains(t, got.err, "has no rows, and -protect-file would protect nobody")
	args[7] = "service account"
	got = e.run(t.Context(), site.CloudProduct, args...)
	require.NotEqual(t, 0, got.status, "it was told something else, or cannot find the group")
}

// TestProtectsNested: on Data Center a group protects whoever is in it through others,
// too, as an audit shows them.
func TestProtectsNested(t *testing.T) {
	t.Parallel()
	on := datacentertest.Start(t)
	for _, name := range []string{"ann", "ben", "cat", "dan"} {
		on.AddUser(datacentertest.User{Username: name})
	}
	on.AddGroup("writers", "ann", "ben", "cat", "dan")
	on.AddGroup("spared", "ann")
	on.AddGroup("inner", "ben")
	on.AddGroup("innermost", "cat")
	on.NestGroup("spared", "inner")
	on.NestGroup("inner", "innermost")
	on.NestGroup("innermost", "spared")
	w := world{datacenter: on, stdin: "Username,Group\nann,writers\nben,writers\ncat,writers\ndan,writers\n"}
	args := []string{"members", "-", "-remove", "-protect-group", "spared", "-apply", "-journal", filepath.Join(t.TempDir(), "journal")}
	got := w.run(t.Context(), site.DatacenterProduct, args...)
	require.Equal(t, 0, got.status, got.err)
	require.Equal(t, []string{"ann", "ben", "cat"}, on.GroupMembers("writers"))
	require.Contains(t, got.out, "! account ann is left alone: group spared protects it\n")
	require.Contains(t, got.out, "! account cat is left alone: group spared protects it, through innermost\n")

	on.Inject("getNestedGroupMembersByGroupName", 0, confluencetest.Respond(http.StatusForbidden, "application/json", `{"message":"no"}`))
	w.stdin = "Username,Group\nben,writers\n"
	args[len(args)-1] += "2"
	got = w.run(t.Context(), site.DatacenterProduct, args...)
	require.Equal(t, 1, got.status, got.err)
	require.Contains(t, got.err, "reading whom group spared protects")
	require.Equal(t, []string{"ann", "ben", "cat"}, on.GroupMembers("writers"))
}

// TestReadsOnly: without -apply the connection itself refuses to write, and that to
// Data Center of compare does so in any case.
func TestReadsOnly(t *testing.T) {
	t.Parallel()
	m := newMove(t)
	for _, apply := range []bool{false, true} {
		refused := map[string]bool{}
		env := cli.Env{
			Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: io.Discard,
			Getenv: func(name string) string {
				if strings.HasSuffix(name, "_URL") || strings.HasSuffix(name, "_TOKEN") {
					return "https://x.example"
				}
				return ""
			},
		}
		env.Connect = func(ctx context.Context, to cli.Address, options []confluence.Option) (site.Site, error) {
			on, err := m.connect(ctx, to, options)
			if err == nil {
				writing := on.Do(ctx, plan.Step{Do: plan.Remove, Who: "nobody", Group: "nothing"}, nil)
				refused[to.Product] = errors.Is(writing, confluence.ErrReadOnly)
			}
			return on, err
		}
		args := []string{"compare", "-group", "inner", "-journal", filepath.Join(t.TempDir(), "journal")}
		if apply {
			args = append(args, "-apply")
		}
		require.Equal(t, 0, cli.Main(t.Context(), args, env))
		require.Equal(t, map[string]bool{site.CloudProduct: !apply, site.DatacenterProduct: true}, refused)
	}
}

package cli_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/cli"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// noProfiles is a directory that is not there: the tests do not see what whoever
// runs them has signed in to.
const noProfiles = "testdata/no-profiles"

// demoRun runs the program as somebody does who has set nothing.
func demoRun(t *testing.T, args ...string) outcome {
	t.Helper()
	var out, errs bytes.Buffer
	status := cli.Main(t.Context(), args, cli.Env{
		Stdin: bytes.NewReader(nil), Stdout: &out, Stderr: &errs,
		Getenv: func(name string) string { return map[string]string{"CONFLUENCE_PROFILES": noProfiles}[name] },
	})
	return outcome{status, out.String(), errs.String()}
}

// TestDemo: every command shows something with -demo alone, and does it with -apply.
func TestDemo(t *testing.T) {
	t.Parallel()
	for command, products := range map[string][]string{
		"members": {site.CloudProduct, site.DatacenterProduct}, "offboard": {site.CloudProduct, site.DatacenterProduct},
		"inactive": {site.CloudProduct, site.DatacenterProduct}, "provision": {site.DatacenterProduct}, "compare": {""},
	} {
		for _, product := range products {
			args := []string{command, "-demo"}
			if product != "" {
				args = append(args, "-product", product)
			}
			got := demoRun(t, args...)
			require.Equal(t, 0, got.status, "%v: %s", args, got.err)
			require.Regexp(t, `(?m)^[1-9]\d* to do, `, got.out, args)
			got = demoRun(t, append(args, "-apply")...)
			require.Equal(t, 0, got.status, "%v: %s", args, got.err)
			require.Regexp(t, `(?m)^[1-9]\d* done, 0 failed, 0 not begun$`, got.out, args)
			got = demoRun(t, append(args, "-apply", "-q")...)
			require.Equal(t, 0, got.status)
			require.NotContains(t, got.out, " done, ")
		}
	}
	require.Equal(t, 0, demoRun(t, "provision", "-demo").status)
	got := demoRun(t, "audit", "-demo")
	require.Equal(t, 0, got.status, got.err)
	require.Contains(t, got.out, "Grace Hopper")
	require.Equal(t, "4 groups, 10 memberships: about 5 requests, 1s if nothing has to be waited for; fits into one hour's points (33 of 65000)\n",
		demoRun(t, "audit", "-demo", "-estimate").out)
}

// TestDemoSaysWhatItReads: what a command plans from is shown, with the command that
// does the same without -demo; what was given is not told again.
func TestDemoSaysWhatItReads(t *testing.T) {
	t.Parallel()
	for want, args := range map[string][]string{
		"members demo.csv -remove\ndemo.csv is:\n  Email,Group\n  barbara@":                           {"members", "-demo", "-remove"},
		"provision -enable demo.csv\n":                                                                {"provision", "-enable", "-demo"},
		"offboard alan@example.com -space DOCS\n":                                                     {"offboard", "-demo"},
		"offboard alan -space DOCS -product datacenter\n":                                             {"offboard", "-demo", "-product", "datacenter"},
		"compare -space DOCS -group writers\n":                                                        {"compare", "--demo", "-group", "writers"},
		"inactive -days 30 demo.csv -group confluence-users\ndemo.csv is:\n  User id,User name,email": {"inactive", "-days", "30", "-demo"},
		"inactive -group confluence-users -product datacenter\n":                                      {"inactive", "-demo", "-product", "datacenter"},
	} {
		got := demoRun(t, args...)
		require.Equal(t, 0, got.status, got.err)
		require.Contains(t, got.err, "-demo stands for: confluence-people "+want)
	}
	got := demoRun(t, "offboard", "-demo", "712020:demo-ada")
	require.Equal(t, 0, got.status, got.err)
	require.NotContains(t, got.err, "stands for")
}

// TestJSON: with -json each line of the output is an object, whatever is told.
func TestJSON(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"members"},
		{"offboard", "-apply"},
		{"inactive", "-apply"},
		{"provision", "-apply"},
		{"compare", "-apply"},
		{"audit"},
		{"audit", "-estimate"},
		{"members", "-protect", "712020:demo-barbara"},
	} {
		got := demoRun(t, append(args, "-demo", "-json")...)
		require.Equal(t, 0, got.status, got.err)
		require.Empty(t, got.err)
		for line := range strings.Lines(got.out) {
			var object map[string]any
			require.NoError(t, json.Unmarshal([]byte(line), &object), "%v: %s", args, line)
		}
	}
	got := demoRun(t, "members", "-json")
	require.Equal(t, 2, got.status)
	require.JSONEq(t, `{"event":"error","error":"usage: give one file, or - for standard input"}`, got.out)
}

// TestUsage: what is wrong with the command line is told, with status 2.
func TestUsage(t *testing.T) {
	t.Parallel()
	for want, args := range map[string][]string{
		"unknown command":                {"nothing"},
		"unknown flag: --nothing":        {"members", "-nothing"},
		"give one file":                  {"members"},
		"no site: set CONFLUENCE_URL":    {"members", "x.csv"},
		"no credential: set CONFLUENCE_": {"members", "x.csv", "-url", "https://x.atlassian.net"},
		"-product is \"jira\"":           {"members", "x.csv", "-url", "https://x.example", "-product", "jira"},
		"no credential: give -dc-profile or set CONFLUENCE_DC_TOKEN":       {"compare"},
		"no credential: give -cloud-profile or set CONFLUENCE_CLOUD_TOKEN": {"compare"},
		"open x.csv: no such file":                                         {"members", "-demo", "x.csv"},
	} {
		got := demoRun(t, args...)
		require.Equal(t, 2, got.status, "%v: %s", args, got.err)
		require.Contains(t, got.err, want)
	}
	got := demoRun(t, "-help")
	require.Equal(t, 0, got.status)
	require.Contains(t, got.out, "CONFLUENCE_TOKEN")
}

// TestCompletion: for the usual shells.
func TestCompletion(t *testing.T) {
	t.Parallel()
	for _, shell := range []string{"bash", "zsh", "fish"} {
		got := demoRun(t, "completion", shell)
		require.Equal(t, 0, got.status, got.err)
		require.Contains(t, got.out, "confluence-people")
	}
	require.Contains(t, demoRun(t, "__complete", "off").out, "offboard\t")
}

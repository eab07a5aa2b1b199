package cli_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/audit"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

// auditSite has a guest, an app, somebody inactive, an address that is hidden, and
// a group whose name no sheet can have.
func auditSite(t *testing.T) (w world, want [][]string) {
	t.Helper()
	on := cloudtest.Start(t)
	ada := on.AddUser(cloudtest.User{Name: "=Ada", Email: "ada@example.com"})
	app := on.AddUser(cloudtest.User{Name: "Bot", Email: "bot@example.com", AccountType: "app"})
	guest := on.AddUser(cloudtest.User{Name: "Guest", HideEmail: true, Guest: true, Status: "inactive"})
	long := "a group [with/a] name that is longer than any sheet's"
	one, two := on.AddGroup(long+" 1", ada, app), on.AddGroup(long+" 2", guest, ada)
	on.SetManagedBy(two, "EXTERNAL")
	return world{cloud: on}, [][]string{
		{"Group", "Group id", "Managed by", "Account", "Name", "Email", "Type", "Status", "Marks", "Via"},
		{long + " 1", one, "administrators", ada, "=Ada", "ada@example.com", "atlassian", "active", "", ""},
		{long + " 1", one, "administrators", app, "Bot", "bot@example.com", "app", "active", "app", ""},
		{long + " 2", two, "an identity provider", guest, "Guest", "", "atlassian", "inactive", "guest, inactive", ""},
		{long + " 2", two, "an identity provider", ada, "=Ada", "ada@example.com", "atlassian", "active", "", ""},
	}
}

// TestAuditFormats: the rows are the same in all formats.
func TestAuditFormats(t *testing.T) {
	t.Parallel()
	w, want := auditSite(t)
	dir := t.TempDir()
	for _, name := range []string{"audit.csv", "audit.jsonl", "audit.xlsx"} {
		got := w.run(t.Context(), site.CloudProduct, "audit", "-o", filepath.Join(dir, name), "-journal", filepath.Join(dir, "journal"))
		require.Equal(t, 0, got.status, got.err)
		require.Contains(t, got.err, "groups: 2, memberships: 4, people: 3, of whom guests: 1, apps: 1, inactive: 1;")
		require.NoFileExists(t, filepath.Join(dir, "journal"))
	}

	text, err := os.ReadFile(filepath.Join(dir, "audit.csv"))
	require.NoError(t, err)
	rows, err := csv.NewReader(strings.NewReader(strings.ReplaceAll(string(text), ",'=", ",="))).ReadAll()
	require.NoError(t, err)
	require.Equal(t, want, rows)
	require.Contains(t, string(text), "'=Ada", "no spreadsheet takes it for a formula")

	text, err = os.ReadFile(filepath.Join(dir, "audit.jsonl"))
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	require.Len(t, lines, 4)
	var object map[string]string
	require.NoError(t, json.Unmarshal([]byte(lines[2]), &object))
	require.Equal(t, map[string]string{
		"group": want[3][0], "group_id": want[3][1], "managed_by": want[3][2], "account": want[3][3], "name": "Guest",
		"type": "atlassian", "status": "inactive", "marks": "guest, inactive",
	}, object)

	book, err := excelize.OpenFile(filepath.Join(dir, "audit.xlsx"))
	require.NoError(t, err)
	require.Equal(t, []string{"a group _with_a_ name that is l", "a group _with_a_ name that (2)", "All groups"}, book.GetSheetList())
	var sheets [][]string
	for i, sheet := range book.GetSheetList()[:2] {
		rows, err := book.GetRows(sheet)
		require.NoError(t, err)
		for _, row := range rows[min(i, 1):] {
			sheets = append(sheets, append(row, make([]string, len(want[0])-len(row))...))
		}
	}
	require.Equal(t, want, sheets)
	require.NoError(t, book.Close())
}

// TestAuditNested: who is in a group through others is listed once, with the
// shortest way; circles end, and are named.
func TestAuditNested(t *testing.T) {
	t.Parallel()
	on := datacentertest.Start(t)
	for _, name := range []string{"ann", "ben", "cat"} {
		on.AddUser(datacentertest.User{Username: name, FullName: strings.ToUpper(name), Disabled: name == "cat"})
	}
	on.AddGroup("a", "ann")
	on.AddGroup("b", "ben", "ann")
	on.AddGroup("c", "cat", "ben")
	on.NestGroup("a", "b")
	on.NestGroup("b", "c")
	on.NestGroup("c", "a")
	on.NestGroup("a", "c")
	w := world{datacenter: on}
	got := w.run(t.Context(), site.DatacenterProduct, "audit", "-group", "a", "-journal", filepath.Join(t.TempDir(), "journal"))
	require.Equal(t, 0, got.status, got.err)
	rows, err := csv.NewReader(strings.NewReader(got.out)).ReadAll()
	require.NoError(t, err)
	var of []string
	for _, row := range rows[1:] {
		require.Empty(t, row[2], "Data Center does not say who manages a group")
		if row[0] == "a" {
			of = append(of, fmt.Sprintf("%s %s %s %s via %s", row[3], row[4], row[5], row[8], row[9]))
		}
	}
	require.Equal(t, []string{
		"ann ANN ann@example.com  via ", "ben BEN ben@example.com  via b", "cat CAT  inactive via c",
	}, of)
	require.Contains(t, got.err, "circle: b > c > a > b\n")
	require.Contains(t, got.err, "circle: a > c > a\n")
}

// TestAuditFaults: whatever happens in the middle, the file is complete in the
// end, and a group that was read is not read again.
func TestAuditFaults(t *testing.T) {
	t.Parallel()
	for _, product := range []string{site.CloudProduct, site.DatacenterProduct} {
		for _, f := range faults() {
			t.Run(product+"/"+f.name, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) { auditFault(t, product, f) })
			})
		}
	}
}

func auditFault(t *testing.T, product string, f fault) {
	t.Helper()
	var w world
	var on server
	operation := "getGroupMembersByGroupId"
	if product == site.CloudProduct {
		w.cloud = cloudtest.Start(t)
		for i := range 4 {
			w.cloud.AddGroup(fmt.Sprint("group ", i), w.cloud.AddUser(cloudtest.User{}))
		}
		on = w.cloud
	} else {
		operation = "getGroupMembersByGroupName"
		w.datacenter = datacentertest.Start(t)
		for i := range 3 { // and there is one of the administrators
			w.datacenter.AddUser(datacentertest.User{Username: fmt.Sprint("person", i)})
			w.datacenter.AddGroup(fmt.Sprint("group ", i), fmt.Sprint("person", i))
		}
		on = w.datacenter
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "audit.csv")
	args := []string{"audit", "-o", file, "-journal", filepath.Join(dir, "journal")}
	f.beside = 8
	f.takes /= time.Duration(max(f.times, 1)) // they wait side by side
	w.through(t, on, product, operation, f, args)
	rows, err := csv.NewReader(strings.NewReader(read(t, file))).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 5)
	for _, row := range rows[1:] {
		require.NotEmpty(t, row[3])
	}
	for text, times := range answered(on, operation) {
		if f.ends > 0 {
			require.LessOrEqual(t, times, 2, "what was read ahead of one that did not come is read again")
			continue
		}
		require.Equal(t, 1, times, text)
	}
	require.NoFileExists(t, filepath.Join(dir, "journal"))
}

// TestAuditSaysWhatIsMissing: a file that lacks a group says so.
func TestAuditSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	w, _ := auditSite(t)
	w.cloud.Inject("getGroupMembersByGroupId", 1, faults()[4].fault)
	got := w.run(t.Context(), site.CloudProduct, "audit", "-journal", filepath.Join(t.TempDir(), "journal"))
	require.Equal(t, 1, got.status)
	require.Contains(t, got.out, ",could not be read,")
	require.Contains(t, got.err, "groups are missing: 1 of 2 could not be read; run the same command again")
	require.Equal(t, 4, strings.Count(got.out, "\n"), "and has the others")
}

// TestAuditEstimate: it is told of a quota where there is one, and announced where it
// knows more.
func TestAuditEstimate(t *testing.T) {
	t.Parallel()
	d, on, around := cloudDesk(t)
	on.AddGroup("writers", on.AddUser(cloudtest.User{}))
	email, token := on.Credential(on.AdminID())
	d.env["CONFLUENCE_USER"], d.env["CONFLUENCE_TOKEN"] = email, token
	args := []string{"audit", "-url", around.URL(), "-product", "cloud", "-journal", filepath.Join(t.TempDir(), "journal")}
	got := d.run(append(args, "-estimate")...)
	require.Equal(t, 0, got.status, got.err)
	require.Regexp(t, `^1 group, 1 membership: about \d requests, 1s if nothing has to be waited for\n$`, got.out)
	require.Contains(t, d.run(args...).err, "1 group to read, at least 1 request; -estimate counts the members first\n")

	e := audit.Estimate{Groups: 2, Members: 1, Requests: 1, Points: 200_000, Hours: 4, Time: time.Second}
	require.Equal(t, "2 groups, 1 membership: about 1 request, 1s if nothing has to be waited for; 4 hours at 65000 points an hour (200000 points)", e.String())

	dc := world{datacenter: datacentertest.Start(t)}
	got = dc.run(t.Context(), site.DatacenterProduct, "audit", "-journal", filepath.Join(t.TempDir(), "journal"))
	require.Contains(t, got.err, "1 group to read, at least 2 requests\n")
}

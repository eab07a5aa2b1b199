package cli_test

import (
	"encoding/csv"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

// move is a Data Center and a Cloud site between which differences are planted.
type move struct {
	world

	mapping, export    string
	ann, ben, cat, off string
	hid, extra         string
	writers, okta      string
	twins              string
}

func newMove(t *testing.T) move {
	t.Helper()
	dc, cloud := datacentertest.Start(t), cloudtest.Start(t)
	m := move{world: world{cloud: cloud, datacenter: dc}}
	account := func(name string, u cloudtest.User) string {
		u.Name = name
		return cloud.AddUser(u)
	}
	user := func(name, email string) { dc.AddUser(datacentertest.User{Username: name, Email: email}) }
	m.ann = account("Ann", cloudtest.User{Email: "Ann@example.com"})
	m.ben = account("Ben", cloudtest.User{Email: "ben@example.com"})
	m.cat = account("Cat", cloudtest.User{Email: "cat@example.com", Status: "inactive"})
	m.off = account("Off", cloudtest.User{Email: "off@example.com"})
	m.hid = account("Hid", cloudtest.User{Email: "hid@example.com", HideEmail: true})
	m.extra = account("Extra", cloudtest.User{Email: "extra@example.com"})
	twins := []string{account("Twin", cloudtest.User{Email: "twin@example.com"}), account("Twin", cloudtest.User{Email: "twin@example.com"})}
	m.twins = strings.Join(twins, ", ")

	user("ann", "ann@example.com")
	user("ben", "ben@example.com")
	user("cat", "cat@example.com")
	user("hid", "hid@example.com")
	user("twin", "twin@example.com")
	user("gone", "gone@example.com")
	user("bad", "bad at example")
	user("one", "shared@example.com")
	user("two", "shared@example.com")
	user("lost", "lost@example.com")
	dc.AddUser(datacentertest.User{Username: "off", Disabled: true})

	dc.AddGroup("writers", "ann", "cat", "gone", "off")
	dc.AddGroup("inner", "ben", "hid") // writers, too, through it
	dc.NestGroup("writers", "inner")
	dc.NestGroup("inner", "writers")
	dc.AddGroup("from-okta", "ann", "ben")
	m.writers = cloud.AddGroup("writers", m.ann, m.extra)
	m.okta = cloud.AddGroup("from-okta", m.ben)
	cloud.SetManagedBy(m.okta, "EXTERNAL")
	for _, key := range []string{"DOCS", "OLD"} {
		dc.AddSpace(key, key)
		dc.WatchSpace("ann", key)
	}
	dc.WatchSpace("ben", "DOCS")
	cloud.AddSpace("DOCS", "DOCS")
	cloud.WatchSpace(m.ben, "DOCS")
	m.mapping = write(t, "mapping.csv", "Username,Account id\noff,"+m.off+"\nlost,nobody\n")
	m.export = write(t, "export.csv", "User id,email\n"+m.hid+",hid@example.com\n")
	return m
}

func (m move) args(t *testing.T) []string {
	t.Helper()
	return []string{
		"compare", "-group", "writers", "-group", "inner", "-group", "from-okta", "-space", "DOCS,OLD", "-mapping", m.mapping, "-people", m.export,
		"-journal", filepath.Join(t.TempDir(), "journal"),
	}
}

// differences returns what a run found, apart from what its account may need.
func differences(t *testing.T, text string) [][]string {
	t.Helper()
	table, _, _ := strings.Cut(text, "\n+ ")
	var lines []string
	for line := range strings.Lines(table) {
		if strings.Count(line, ",") >= 4 {
			lines = append(lines, line)
		}
	}
	rows, err := csv.NewReader(strings.NewReader(strings.Join(lines, ""))).ReadAll()
	require.NoError(t, err)
	for i := range rows {
		rows[i] = rows[i][:4]
	}
	return rows[1:]
}

// lasting are the differences that nothing here mends.
func (m move) lasting() [][]string {
	return [][]string{
		{"mapping names nobody", "lost", "nobody", ""},
		{"disabled, but active on Cloud", "off", m.off, ""},
		{"invalid address", "bad", "", ""},
		{"shared address", "one, two", "", ""},
		{"missing on Cloud", "gone", "", ""},
		{"inactive on Cloud", "cat", m.cat, ""},
		{"shared address on Cloud", "twin", m.twins, ""},
		{"group missing on Cloud", "", "", "inner"},
		{"group of that name gives access", "", "", "writers"},
		{"membership on Cloud alone", "", m.extra, "writers"},
		{"group of that name gives access", "", "", "from-okta"},
		{"group managed elsewhere", "", "", "from-okta"},
		{"space missing", "", "", "OLD"},
	}
}

// TestCompare: every planted difference is found, and no other; after -apply only
// those are left that cannot be mended.
func TestCompare(t *testing.T) {
	t.Parallel()
	m := newMove(t)
	mended := [][]string{
		{"membership missing on Cloud", "ben", m.ben, "writers"},
		{"membership missing on Cloud", "hid", m.hid, "writers"},
		{"watch missing on Cloud", "ann", m.ann, "DOCS"},
	}
	got := m.run(t.Context(), site.CloudProduct, m.args(t)...)
	require.Equal(t, 0, got.status, got.err)
	require.ElementsMatch(t, append(mended, m.lasting()...), differences(t, got.out))
	require.Contains(t, got.err, "16 differences, of which -apply mends 3")
	require.Empty(t, writes(m.cloud))
	require.Contains(t, got.out, "membership missing on Cloud,ben,"+m.ben+",writers,mended by -apply\n")

	got = m.run(t.Context(), site.CloudProduct, append(m.args(t), "-protect", m.ben)...)
	require.Equal(t, 0, got.status, got.err)
	require.Contains(t, got.err, "16 differences, of which -apply mends 2")
	require.Contains(t, got.out, "membership missing on Cloud,ben,"+m.ben+",writers,left alone\n")

	got = m.run(t.Context(), site.CloudProduct, append(m.args(t), "-apply")...)
	require.Equal(t, 0, got.status, got.err)
	require.Empty(t, writes(m.datacenter), "Data Center is only read")
	got = m.run(t.Context(), site.CloudProduct, m.args(t)...)
	require.Equal(t, 0, got.status, got.err)
	require.ElementsMatch(t, m.lasting(), differences(t, got.out))
}

// TestCompareFaults: whatever fails in the middle, all is added in the end, once.
func TestCompareFaults(t *testing.T) {
	t.Parallel()
	for _, operation := range []string{"addUserToGroupByGroupId", "addSpaceWatcher"} {
		for _, f := range faults() {
			t.Run(operation+"/"+f.name, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					m := newMove(t)
					throughFault(t, m.world, m.cloud, site.CloudProduct, operation, f, append(m.args(t), "-apply"))
					require.ElementsMatch(t, []string{m.ann, m.extra, m.ben, m.hid}, m.cloud.GroupMembers(m.writers))
					require.Equal(t, []string{m.ben}, m.cloud.GroupMembers(m.okta))
					require.True(t, m.cloud.IsWatchingSpace(m.ann, "DOCS"))
				})
			})
		}
	}
}

// TestCompareInput: the files are read before anything is asked.
func TestCompareInput(t *testing.T) {
	t.Parallel()
	m := newMove(t)
	for text, want := range map[string]string{
		"Username,Email\na,b\n":             "1:1: a mapping has a column “Username” and a column “Account id” (there are: Username, Email)",
		"Username,Account id\na,\n":         "2:1: needs a user name and an account id",
		"Username,Account id\na,1\na,2\n":   "3:1: the user has another account in the file already",
		"Username,Account id\na,1\na,1,2\n": "3:5: there are 3 columns here and 2 in the first line",
	} {
		got := m.run(t.Context(), site.CloudProduct, "compare", "-mapping", write(t, "people.csv", text))
		require.Equal(t, 2, got.status)
		require.Equal(t, []string{want}, places(got.err))
	}
	require.Empty(t, m.cloud.Exchanges())
	require.Empty(t, m.datacenter.Exchanges())
	m.datacenter.Inject("getActiveUsers", 1, confluencetest.Respond(403, "application/json", `{"message":"no"}`))
	got := m.run(t.Context(), site.CloudProduct, m.args(t)...)
	require.Equal(t, 1, got.status)
	require.Contains(t, got.err, "reading the users of Data Center")
}

package inactive_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/inactive"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/input"
)

func seen(t *testing.T, text, site string) ([]inactive.Seen, error) {
	t.Helper()
	table, err := input.Read("export.csv", strings.NewReader(text))
	require.NoError(t, err)
	return inactive.FromExport(table, site)
}

const first = "User id,User name,email,User status,Added to org,Org role,Confluence - one,Last seen in Confluence - one"

// TestExport: with and without pivot, with any line ends and separators, in the
// words of older exports; people without access take no seat.
func TestExport(t *testing.T) {
	t.Parallel()
	rows := "a,Ada,ada@x.org,Active,1 Jan 2020,User,User,12 May 2024\n" +
		"b,Ben,ben@x.org,Active,1 Feb 2020,User,User,Never accessed\n" +
		"c,Cat,cat@x.org,Active,1 Feb 2020,User,,2 May 2024\n" + // no access to Confluence
		"d,Dan,dan@x.org,Suspended,1 Feb 2020,User,User,2 May 2024\n" +
		"e,Eve,eve@x.org,Active,1 Feb 2020,User,User,Never logged in\n"
	may := time.Date(2024, 5, 12, 0, 0, 0, 0, time.UTC)
	february := time.Date(2020, 2, 1, 0, 0, 0, 0, time.UTC)
	want := []inactive.Seen{
		{"a", "Ada", "ada@x.org", may, time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)},
		{"b", "Ben", "ben@x.org", time.Time{}, february},
		{"e", "Eve", "eve@x.org", time.Time{}, february},
	}
	var pivot strings.Builder
	pivot.WriteString("\ufeffGroup id,Group name," + first + "\r\n")
	for _, group := range []string{"g1,one", "g2,two"} {
		for row := range strings.Lines(rows) {
			pivot.WriteString(group + "," + strings.TrimSpace(row) + "\r\n")
		}
	}
	for name, text := range map[string]string{
		"plain": first + "\n" + rows, "pivot, byte order mark, CRLF": pivot.String(),
		"semicolons": strings.ReplaceAll(first+"\n"+rows, ",", ";"),
		"two sites":  first + ",Confluence - two,Last seen in Confluence - two\n" + strings.ReplaceAll(rows, "\n", ",User,1 Jan 2024\n"),
	} {
		got, err := seen(t, text, "one")
		require.NoError(t, err, name)
		require.Equal(t, want, got, name)
	}
	got, err := seen(t, "Atlassian ID,Name,Email,Status,Last active date [UTC],Confluence\na,Ada,ada@x.org,Active,2024-05-12,User\n", "")
	require.NoError(t, err, "managed accounts")
	require.Equal(t, []inactive.Seen{{ID: "a", Name: "Ada", Email: "ada@x.org", Last: may}}, got)
}

// TestExportRefused: with a sentence that says what to do.
func TestExportRefused(t *testing.T) {
	t.Parallel()
	for name, of := range map[string]struct{ text, site, want string }{
		"another file": {"Email,Group\na,b\n", "", "export.csv:1:1: no column “User id”; this is not the administrator's export (there are: Email, Group)"},
		"no last seen": {"User id,email\na,b\n", "", "export.csv:1:1: no column says when people were seen; export the users again at " +
			"admin.atlassian.com with “Last seen in Confluence” (there are: User id, email)"},
		"which site": {first + ",Last seen in Confluence - two\n", "", "several sites; choose one with -site, such as -site two"},
		"sites mixed": {
			strings.ReplaceAll(first, "Confluence - one,", "Confluence - two,") + "\n", "",
			"export.csv:1:76: is of site one, and column “Confluence - two” of another; choose one with -site, such as -site one",
		},
		"cut off": {first + "\na,Ada,x,Active,1 Jan 2020,User,User\n", "", "export.csv:2:1: the row ends before it says when they were seen; the file may be cut off"},
		"no site": {first + "\n", "three", "there is no site three; there are: one"},
		"no date": {first + "\na,Ada,x,Active,1 Jan 2020,User,User,05.12.24\n", "", "export.csv:2:37: is no date: 05.12.24; a date looks like 12 May 2024 or 2024-05-12"},
		"nobody":  {first + "\n,Ada,x,Active,1 Jan 2020,User,User,1 Jan 2024\n", "", "export.csv:2:1: names nobody"},
	} {
		_, err := seen(t, of.text, of.site)
		require.ErrorContains(t, err, of.want, name)
	}
}

// TestExportOfMany: 100,000 people.
func TestExportOfMany(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	text.WriteString(first + "\n")
	for i := range 100_000 {
		fmt.Fprintf(&text, "id-%d,Person %d,p%d@x.org,Active,1 Jan 2020,User,User,%d May 2024\n", i, i, i, 1+i%30)
	}
	got, err := seen(t, text.String(), "")
	require.NoError(t, err)
	require.Len(t, got, 100_000)
	report := inactive.NewReport(got, 10, false, time.Date(2024, 5, 20, 12, 0, 0, 0, time.UTC))
	require.Equal(t, 100_000, report.Seats)
	require.Len(t, report.Inactive, 33_340)
}

// TestNever: who was never seen counts when they came long ago, or when asked for.
func TestNever(t *testing.T) {
	t.Parallel()
	now := time.Date(2024, 5, 20, 0, 0, 0, 0, time.UTC)
	all := []inactive.Seen{
		{ID: "old", Added: now.AddDate(0, 0, -11)},
		{ID: "new", Added: now.AddDate(0, 0, -9)},
		{ID: "unknown"},
		{ID: "seen", Last: now.AddDate(0, 0, -9)},
		{ID: "away", Last: now.AddDate(0, 0, -11)},
	}
	report := inactive.NewReport(all, 10, false, now)
	require.Equal(t, []inactive.Seen{all[0], all[4]}, report.Inactive)
	require.Equal(t, "2 of 5 seats are taken by people who were not seen for 10 days: 11.50 a month; "+
		"2 more were never seen and may be new (-never includes them)", report.Text(10, 5.75))
	require.Len(t, inactive.NewReport(all, 10, true, now).Inactive, 4)
}

// TestExportTwice: of two rows of one person, as in exports that were joined, the later
// date counts, and a seat in either.
func TestExportTwice(t *testing.T) {
	t.Parallel()
	got, err := seen(t, first+"\n"+
		"a,Ada,a@x.org,Active,1 Jan 2020,User,,Never accessed\n"+
		"a,Ada,a@x.org,Active,1 Jan 2020,User,User,1 Jan 2024\n"+
		"a,Ada,a@x.org,Active,1 Jan 2020,User,User,12 May 2024\n"+
		"a,Ada,a@x.org,Active,1 Feb 2020,User,User,Never accessed\n", "")
	require.NoError(t, err)
	require.Equal(t, []inactive.Seen{{
		"a", "Ada", "a@x.org", time.Date(2024, 5, 12, 0, 0, 0, 0, time.UTC), time.Date(2020, 2, 1, 0, 0, 0, 0, time.UTC),
	}}, got)
}

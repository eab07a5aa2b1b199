package members_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/input"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/members"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/roster"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

func rows(t *testing.T, product, text string, groups ...string) (shown []string, without int, err error) {
	t.Helper()
	table, err := input.Read("f.csv", strings.NewReader(text))
	require.NoError(t, err)
	found, without, faults := members.Rows(table, product, groups)
	for _, row := range found {
		parts := []string{row.Person.Cell.Text, fmt.Sprint(row.Person.Form)}
		for _, group := range row.Groups {
			parts = append(parts, group.Text)
		}
		shown = append(shown, strings.Join(parts, " "))
	}
	return shown, without, faults.Err()
}

const columns = "Added to org,Org role,Jira - site,Confluence - site,Last seen in Jira - site,Last seen in Confluence - site"

// TestExport: the administrator's export is read as it is, with and without
// pivot, by the id of the account and never by the user name, which is a name.
func TestExport(t *testing.T) {
	t.Parallel()
	id, none := fmt.Sprint(roster.ID), "1 Jan 2024,User,,User,Never accessed,12 May 2024"
	got, without, err := rows(t, site.CloudProduct, "\ufeffGroup id,Group name,User id,User name,email,User status,"+columns+"\r\n"+
		"g1,writers,a1,Ada,ada@x.org,Active,"+none+"\r\n"+
		"g2,editors,a1,Ada,ada@x.org,Active,"+none+"\r\n")
	require.NoError(t, err)
	require.Zero(t, without)
	require.Equal(t, []string{"a1 " + id + " g1", "a1 " + id + " g2"}, got)

	got, without, err = rows(t, site.CloudProduct, "User id,User name,email,User status,"+columns+",Group name\n"+
		"a1,Ada,ada@x.org,Active,"+none+",\"writers,editors\"\n"+
		"a2,Ben,ben@x.org,Suspended,"+none+",\n")
	require.NoError(t, err)
	require.Equal(t, 1, without)
	require.Equal(t, []string{"a1 " + id + " writers,editors"}, got)
}

// TestExportForms: the same rows, whichever way a program has saved the export.
func TestExportForms(t *testing.T) {
	t.Parallel()
	id := fmt.Sprint(roster.ID)
	for name, of := range map[string]struct {
		text string
		want []string
	}{
		"pivot": {"Group id,Group name,User id,User name,email,User status,Confluence - site,Last seen in Confluence - site\n" +
			"g1,writers,a1,Ada,ada@x.org,Active,User,12 May 2024\n" +
			"g2,editors,a2,Ben,ben@x.org,Active,,Never accessed\n", []string{"a1 " + id + " g1", "a2 " + id + " g2"}},
		"no pivot": {"User id,User name,email,User status,Group name,Confluence - site\n" +
			"a1,Ada,ada@x.org,Active,writers,User\n" +
			"a2,Ben,ben@x.org,Active,editors,\n", []string{"a1 " + id + " writers", "a2 " + id + " editors"}},
		"few columns": {"User id,Group name\na1,writers\n", []string{"a1 " + id + " writers"}},
	} {
		for _, mark := range []string{"", "\ufeff"} {
			for _, separator := range []string{",", ";", "\t"} {
				for _, end := range []string{"\n", "\r\n"} {
					text := mark + strings.NewReplacer(",", separator, "\n", end).Replace(of.text)
					got, _, err := rows(t, site.CloudProduct, text)
					require.NoError(t, err, "%s: %q", name, text)
					require.Equal(t, of.want, got, "%s: %q", name, text)
				}
			}
		}
	}
	// Where semicolons separate columns, commas still separate groups.
	got, _, err := rows(t, site.CloudProduct, "User id;Group name\r\na1;writers,editors\r\n")
	require.NoError(t, err)
	require.Equal(t, []string{"a1 " + id + " writers,editors"}, got)
}

// TestExportWithoutColumns: a sentence says which is missing and what to do.
func TestExportWithoutColumns(t *testing.T) {
	t.Parallel()
	for name, of := range map[string]struct{ product, text, want string }{
		"no group": {site.CloudProduct, "User id,email\na,b@x.org\n", "f.csv:1:1: no column names the groups; " +
			"call one “Group” or “Group id”, or name a group with -group (there are: User id, email)"},
		"no person": {site.CloudProduct, "Group name\nwriters\n", "f.csv:1:1: no column names the people; " +
			"call one of them “account id”, “user id”, “atlassian id”, “atlassian account id”, “email” or “user” (there are: Group name)"},
		"user name": {site.CloudProduct, "User name,Group\nAda,writers\n", "f.csv:1:1: names people by user name, " +
			"which means nothing on Cloud; add a column “Account id” or “Email”"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, _, err := rows(t, of.product, of.text)
			require.EqualError(t, err, of.want)
		})
	}
}

// TestGroupsOfTheCommandLine: they stand beside every row.
func TestGroupsOfTheCommandLine(t *testing.T) {
	t.Parallel()
	got, _, err := rows(t, site.DatacenterProduct, "username,email,group\nann,ann@x.org,a\n,ben@x.org,\n", "b", "c")
	require.NoError(t, err)
	require.Equal(t, []string{fmt.Sprint("ann ", roster.ID, " b c a"), fmt.Sprint("ben@x.org ", roster.Email, " b c")}, got)
}

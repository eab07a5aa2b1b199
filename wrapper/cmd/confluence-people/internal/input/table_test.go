package input_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/input"
)

// TestRead: the forms a CSV file comes in, and where its cells stand.
func TestRead(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"commas":           "Email,Group\na@x.org,writers\n",
		"semicolons":       "Email;Group\na@x.org;writers\n",
		"tabs":             "Email\tGroup\na@x.org\twriters\n",
		"CRLF":             "Email,Group\r\na@x.org,writers\r\n",
		"byte order mark":  "\ufeffEmail,Group\na@x.org,writers\n",
		"mark, quotes":     "\ufeff\"Email\",\"Group\"\na@x.org,writers\n",
		"no last line end": "Email,Group\na@x.org,writers",
		"commas in quotes": "Email;\"Group\"\na@x.org;writers",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			table, err := input.Read("f.csv", strings.NewReader(text))
			require.NoError(t, err)
			require.Equal(t, 1, table.Column("GROUP"))
			require.Len(t, table.Rows, 1)
			require.Equal(t, input.Cell{Text: "writers", File: "f.csv", Line: 2, Column: 9}, table.Rows[0][1])
		})
	}
}

// TestReadExcel: the line with the separator is no row, and counted all the same.
func TestReadExcel(t *testing.T) {
	t.Parallel()
	table, err := input.Read("f.csv", strings.NewReader("sep=;\r\nEmail;Group\r\n\r\na@x.org;\"two\r\nlines\"\r\nb@x.org;c\r\n"))
	require.NoError(t, err)
	require.Equal(t, 4, table.Rows[0][1].Line)
	require.Equal(t, 6, table.Rows[1][0].Line)
}

// TestReadRefuses: what cannot be read is refused with what to do.
func TestReadRefuses(t *testing.T) {
	t.Parallel()
	for name, of := range map[string]struct{ text, want string }{
		"nothing":    {"", "f.csv: is empty; the first line has to name the columns"},
		"workbook":   {"PK\x03\x04…", "f.csv: is a workbook or an archive, not a CSV file; save the sheet as “CSV UTF-8”, or unpack the archive"},
		"UTF-16":     {"\xff\xfeE\x00m\x00", "f.csv: is not in UTF-8 but, it seems, in UTF-16; save it as “CSV UTF-8”"},
		"Latin 1":    {"Name,Group\nJos\xe9,x\n", "f.csv:2:1: is not UTF-8; save the file as “CSV UTF-8”"},
		"two faults": {"A,B\n1,2,3\nx,\"y\nz\n", "f.csv:2:5: there are 3 columns here and 2 in the first line\nf.csv:4:3: cannot be read: extraneous or missing \" in quoted-field"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := input.Read("f.csv", strings.NewReader(of.text))
			require.EqualError(t, err, of.want)
		})
	}
}

// TestReadLarge: a hundred thousand rows, the last of them wrong.
func TestReadLarge(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	text.WriteString("Email,Group\n")
	for i := range 100_000 {
		fmt.Fprintf(&text, "person%d@example.com,group%d\n", i, i%200)
	}
	table, err := input.Read("f.csv", strings.NewReader(text.String()))
	require.NoError(t, err)
	require.Len(t, table.Rows, 100_000)
	text.WriteString("a,b,c\n")
	_, err = input.Read("f.csv", strings.NewReader(text.String()))
	require.EqualError(t, err, "f.csv:100002:5: there are 3 columns here and 2 in the first line")
}

// TestFaultsAreBounded: a file that is wrong in every row does not fill the
// screen.
func TestFaultsAreBounded(t *testing.T) {
	t.Parallel()
	_, err := input.Read("f.csv", strings.NewReader("A\n"+strings.Repeat("1,2\n", 1000)))
	require.Len(t, strings.Split(err.Error(), "\n"), 101)
	require.ErrorContains(t, err, "and 900 more")
}

// TestNoComments: a row whose first cell begins with # is a row: it may be somebody.
func TestNoComments(t *testing.T) {
	t.Parallel()
	table, err := input.Read("f.csv", strings.NewReader("User,Group\n#ann,writers\n"))
	require.NoError(t, err)
	require.Len(t, table.Rows, 1)
	require.Equal(t, "#ann", table.Rows[0][0].Text)
}

// TestInvisible: what cannot be seen at the ends of a cell or in the name of a column,
// as programs paste it, makes no other name of it.
func TestInvisible(t *testing.T) {
	t.Parallel()
	table, err := input.Read("f.csv", strings.NewReader("E\u2011mail,Group\u00a0\u200bname\n\u200ba@x.org\ufeff \u200e,\u00a0writers\u00ad\n\u200b,\u00a0\n"))
	require.NoError(t, err)
	require.Equal(t, 0, table.Column("email"))
	require.Equal(t, 1, table.Column("group name"))
	require.Len(t, table.Rows, 1)
	require.Equal(t, "a@x.org", table.Rows[0][0].Text)
	require.Equal(t, "writers", table.Rows[0][1].Text)
}

// TestOldMac: a file whose lines end in carriage returns alone is one long first line,
// and would have no rows.
func TestOldMac(t *testing.T) {
	t.Parallel()
	_, err := input.Read("f.csv", strings.NewReader("Email,Name\ra@x.org,Ann\rb@x.org,Ben\r"))
	require.EqualError(t, err, "f.csv: has lines that end in carriage returns alone; save the file as “CSV UTF-8”")
}

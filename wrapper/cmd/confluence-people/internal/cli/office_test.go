package cli_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// TestAuditOpensElsewhere: LibreOffice, where it is at hand, reads the same rows
// from every sheet of the workbook, names that look like formulas, dates and numbers
// included.
func TestAuditOpensElsewhere(t *testing.T) {
	t.Parallel()
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("there is no LibreOffice to open the workbook; Debian's package libreoffice-calc has it")
	}
	w, want := auditSite(t)
	for i, name := range []string{"=1+1", "007", "12 May 2024", "a, b; \"c\"", "+49 30", "TRUE", "1E5", "漢字 é", "'quoted"} {
		account := w.cloud.AddUser(cloudtest.User{Name: name, Email: fmt.Sprintf("p%d@example.com", i)})
		group := w.cloud.AddGroup("spare", account)
		want = append(want, []string{"spare", group, "administrators", account, name, fmt.Sprintf("p%d@example.com", i), "atlassian", "active", "", ""})
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "audit.xlsx")
	got := w.run(t.Context(), site.CloudProduct, "audit", "-o", file, "-journal", filepath.Join(dir, "journal"))
	require.Equal(t, 0, got.status, got.err)
	book, err := excelize.OpenFile(file)
	require.NoError(t, err)
	defer book.Close()

	// The last -1 asks for a file a sheet.
	out, err := exec.CommandContext(t.Context(), office, "-env:UserInstallation=file://"+dir+"/profile", "--headless",
		"--convert-to", `csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1`, "--outdir", dir, file).CombinedOutput()
	require.NoError(t, err, string(out))
	var all [][]string
	sheets := book.GetSheetList()
	for i, sheet := range sheets {
		text, err := os.ReadFile(filepath.Join(dir, "audit-"+sheet+".csv"))
		require.NoError(t, err, "%s", out)
		rows, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
		require.NoError(t, err)
		written, err := book.GetRows(sheet)
		require.NoError(t, err)
		for i := range written { // which leaves out what is empty at the end of a row
			written[i] = append(written[i], make([]string, len(rows[0])-len(written[i]))...)
		}
		require.Equal(t, written, rows, sheet)
		if i < len(sheets)-1 { // the last is the list of groups
			all = append(all, rows[min(i, 1):]...)
		}
	}
	require.Len(t, sheets, 4)
	require.Equal(t, want, all)
}

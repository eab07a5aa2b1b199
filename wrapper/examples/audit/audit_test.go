package audit_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/examples/audit"
)

// TestAudit: an audit that needs three hours of a quota is run again each hour, and
// has everybody once.
func TestAudit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		site := cloudtest.Start(t)
		var people, want []string
		for i := range 30 {
			people = append(people, site.AddUser(cloudtest.User{Name: fmt.Sprint("Person ", i)}))
		}
		for i := range 50 {
			name := fmt.Sprintf("group %02d", i)
			site.AddGroup(name, people...)
			for _, who := range people {
				want = append(want, name+","+who)
			}
		}
		site.LimitPoints(cloudtest.PointsQuota{Points: 1500})
		dir := t.TempDir()
		file, journal := filepath.Join(dir, "audit.csv"), filepath.Join(dir, "journal")
		runs := 0
		for {
			runs++
			err := audit.Audit(t.Context(), site.Client(), file, journal)
			if err == nil {
				break
			}
			require.ErrorIs(t, err, confluence.ErrQuota)
			require.Less(t, runs, 5)
			time.Sleep(time.Hour)
		}
		require.Greater(t, runs, 2)
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		rows, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
		require.NoError(t, err)
		var got []string
		for _, row := range rows {
			got = append(got, row[0]+","+row[1])
		}
		slices.Sort(want)
		slices.Sort(got)
		require.Equal(t, want, got)
	})
}

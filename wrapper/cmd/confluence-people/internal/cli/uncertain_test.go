package cli_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

// TestUndoUncertain: a step whose responses were all lost may have been applied: undo
// looks, and says so where it cannot see.
func TestUndoUncertain(t *testing.T) {
	t.Parallel()
	for operation, of := range map[string]struct {
		args []string
		says string
	}{
		"disableUser": {[]string{"offboard", "ben"}, "~ enable Ben (ben)\n1 to do, 0 as it should be, 0 left alone\n"},
		"updateUser":  {[]string{"provision", "-"}, " is left alone: it was begun and is not known to be done\n0 to do, 0 as it should be, 1 left alone\n"},
	} {
		t.Run(operation, func(t *testing.T) {
			t.Parallel()
			on := datacentertest.Start(t)
			on.AddUser(datacentertest.User{Username: "ben", FullName: "Ben", Email: "ben@example.com"})
			w := world{datacenter: on, stdin: "Username,Full name,Email\nben,Benjamin,ben@example.com\n"}
			journal := filepath.Join(t.TempDir(), "journal")
			on.Inject(operation, 0, confluencetest.ResetAfter())
			got := w.run(t.Context(), site.DatacenterProduct, append(of.args, "-apply", "-max-wait", "0", "-journal", journal)...)
			if got.status != 0 {
				require.Contains(t, got.err, "(it may have been applied all the same)")
			}
			on.Heal()
			got = w.run(t.Context(), site.DatacenterProduct, "undo", journal)
			require.Equal(t, 0, got.status, got.err)
			require.Contains(t, got.out, of.says)
		})
	}
}

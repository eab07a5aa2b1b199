package cli_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

// TestNamedTwice: a group, a space or content that is named twice is one, and no step
// is in a plan twice.
func TestNamedTwice(t *testing.T) {
	t.Parallel()
	for command, args := range map[string][]string{
		"members":   {"-", "-group", "writers", "-group", "readers", "-group", "WRITERS"},
		"inactive":  {"-never", "-group", "writers", "-group", "readers", "-group", "WRITERS"},
		"audit":     {"-group", "writers", "-group", "readers", "-group", "WRITERS"},
		"compare":   {"-group", "writers", "-group", "readers", "-group", "WRITERS", "-space", "DOCS,HR", "-space", "docs"},
		"offboard":  {"ben", "-space", "DOCS,HR", "-space", "docs"},
		"provision": {"-"},
	} {
		t.Run(command, func(t *testing.T) {
			t.Parallel()
			on, there := datacentertest.Start(t), cloudtest.Start(t)
			on.AddUser(datacentertest.User{Username: "ann", FullName: "Ann", Email: "ann@example.com"})
			on.AddUser(datacentertest.User{Username: "ben", FullName: "Ben", Email: "ben@example.com"})
			on.AddGroup("writers", "ben")
			on.AddGroup("readers", "ben")
			for _, key := range []string{"DOCS", "HR"} {
				on.AddSpace(key, key)
				there.AddSpace(key, key)
				on.WatchSpace("ben", key)
			}
			page := on.AddPage("DOCS", "Page", "ann")
			on.WatchPage("ben", page)
			there.AddUser(cloudtest.User{Name: "Ben", Email: "ben@example.com"})
			there.AddGroup("writers")
			there.AddGroup("readers")
			if command == "offboard" {
				args = append(args, "-content", page+","+page)
			}
			w := world{datacenter: on, cloud: there, stdin: map[string]string{
				"members":   "Username\nann\nann\n",
				"provision": "Username,Full name,Email,Groups\nann,Ann,ann@example.com,writers; readers; WRITERS\n",
			}[command]}
			got := w.run(t.Context(), site.DatacenterProduct, append([]string{command, "-journal", filepath.Join(t.TempDir(), "journal")}, args...)...)
			require.Equal(t, 0, got.status, got.err)
			lines := slices.Collect(strings.Lines(got.out))
			require.GreaterOrEqual(t, len(lines), 3)
			slices.Sort(lines)
			require.Equal(t, slices.Compact(slices.Clone(lines)), lines)
		})
	}
}

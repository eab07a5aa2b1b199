package cli_test

import (
	"net/http"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// TestJournalNowhere: a journal that cannot be kept is told before anything is read, and
// ends no other run: an undo that does not begin leaves the run to be gone on with.
func TestJournalNowhere(t *testing.T) {
	t.Parallel()
	e := newExample(t)
	e.stdin = "Account id,Group\n" + e.bob + ",writers\n" + e.chen + ",writers\n"
	dir := t.TempDir()
	journal, nowhere := filepath.Join(dir, "x.journal"), filepath.Join(dir, "missing", "y.journal")
	args := []string{"members", "-", "-apply", "-journal"}
	got := e.run(t.Context(), site.CloudProduct, append(args, nowhere)...)
	require.Equal(t, 1, got.status)
	require.Contains(t, got.err, nowhere+" cannot be locked")
	require.Empty(t, got.out)
	require.Empty(t, e.cloud.Exchanges())

	e.cloud.Inject("addUserToGroupByGroupId", 1, confluencetest.Respond(http.StatusForbidden, "application/json", `{"message":"no"}`))
	require.Equal(t, 1, e.run(t.Context(), site.CloudProduct, append(args, journal)...).status)
	before := read(t, journal)
	got = e.run(t.Context(), site.CloudProduct, "undo", journal, "-apply", "-journal", nowhere)
	require.Equal(t, 1, got.status)
	require.Contains(t, got.err, nowhere+" cannot be locked")
	require.Equal(t, before, read(t, journal))
	got = e.run(t.Context(), site.CloudProduct, append(args, journal)...)
	require.Equal(t, 0, got.status, got.err)
	require.Contains(t, got.out, "Going on with the run of ")
}

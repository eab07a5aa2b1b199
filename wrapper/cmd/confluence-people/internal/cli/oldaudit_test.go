package cli_test

import (
	"net/http"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// TestOldAudit: what an audit read more than a day ago is taken for what is there only
// where its journal is named.
//
//nolint:paralleltest // it changes the directory
func TestOldAudit(t *testing.T) {
	t.Chdir(t.TempDir())
	synctest.Test(t, func(t *testing.T) {
		on := cloudtest.Start(t)
		ann, ben := on.AddUser(cloudtest.User{Name: "Ann"}), on.AddUser(cloudtest.User{Name: "Ben"})
		first := on.AddGroup("first", ann)
		on.AddGroup("second", ann)
		w := world{cloud: on}
		on.Inject("getGroupMembersByGroupId", 0, confluencetest.Respond(http.StatusForbidden, "application/json", `{"message":"not now"}`))
		require.Equal(t, 1, w.run(t.Context(), site.CloudProduct, "audit", "-q").status)
		on.Heal()
		time.Sleep(26 * time.Hour)
		on.Inject("getGroupMembersByGroupId", 1, confluencetest.Delay(0))
		on.Inject("getGroupMembersByGroupId", 0, confluencetest.Respond(http.StatusForbidden, "application/json", `{"message":"not now"}`))
		require.Equal(t, 1, w.run(t.Context(), site.CloudProduct, "audit", "-q").status, "what has read nothing is not old")
		on.Heal()
		files, err := filepath.Glob("*.journal")
		require.NoError(t, err)
		require.Len(t, files, 1)
		require.NoError(t, on.Client().Groups.RemoveMember(t.Context(), first, ann))
		require.NoError(t, on.Client().Groups.AddMember(t.Context(), first, ben))

		// As an audit does that a quota breaks off each day.
		for range 3 {
			time.Sleep(20 * time.Hour)
			on.Inject("getGroupMembersByGroupId", 1, confluencetest.Delay(0))
			on.Inject("getGroupMembersByGroupId", 0, confluencetest.Respond(http.StatusForbidden, "application/json", `{"message":"not now"}`))
			on.AddGroup(time.Now().String(), ben)
			require.Equal(t, 1, w.run(t.Context(), site.CloudProduct, "audit", "-q").status, "each run reads one group more")
			on.Heal()
		}

		time.Sleep(20 * time.Hour)
		on.Inject("getGroupMembersByGroupId", 0, confluencetest.Respond(http.StatusForbidden, "application/json", `{"message":"not now"}`))
		require.Equal(t, 1, w.run(t.Context(), site.CloudProduct, "audit", "-q").status, "it reads nothing")
		on.Heal()
		time.Sleep(20 * time.Hour)
		got := w.run(t.Context(), site.CloudProduct, "audit", "-q")
		require.Equal(t, 2, got.status, got.out)
		require.Contains(t, got.err, files[0]+" has what an audit of 2000-01-02T02:00:00Z read, which may have changed; "+
			"to read the rest all the same, add -journal "+files[0]+"; to begin anew, remove it")
		require.Empty(t, got.out)
		got = w.run(t.Context(), site.CloudProduct, "audit", "-q", "-journal", files[0])
		require.Equal(t, 0, got.status, got.err)
		require.Contains(t, got.out, ann)
		require.NoFileExists(t, files[0])
		got = w.run(t.Context(), site.CloudProduct, "audit", "-q")
		require.NotContains(t, got.out, "first,"+first+",administrators,"+ann)
	})
}

package cli_test

import (
	"context"
	"fmt"
	"net/http"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

// TestStopped: an audit that is interrupted, or has used up a quota, says so in one
// sentence, wherever it was.
func TestStopped(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ product, operation string }{
		{site.CloudProduct, "getGroups"},
		{site.CloudProduct, "getGroupMembersByGroupId"},
		{site.DatacenterProduct, "getGroups"},
		{site.DatacenterProduct, "getNestedGroupMembersByGroupName"},
		{site.DatacenterProduct, "getGroupMembersByGroupName"},
	} {
		t.Run(c.product+"/"+c.operation, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var w world
				var on server
				if c.product == site.CloudProduct {
					w.cloud = cloudtest.Start(t)
					for i := range 3 {
						w.cloud.AddGroup(fmt.Sprint("group ", i), w.cloud.AddUser(cloudtest.User{}))
					}
					on = w.cloud
				} else {
					w.datacenter = datacentertest.Start(t)
					for i := range 3 {
						w.datacenter.AddGroup(fmt.Sprint("group ", i))
					}
					on = w.datacenter
				}
				args := []string{"audit", "-q", "-journal", filepath.Join(t.TempDir(), "journal")}
				on.Inject(c.operation, 0, confluencetest.Hang())
				ctx, end := context.WithCancel(t.Context())
				time.AfterFunc(time.Second, end)
				got := w.run(ctx, c.product, args...)
				require.Equal(t, 1, got.status)
				require.Regexp(t, `^stopped: interrupted; run the same command again to go on( \(journal: \S+\))?\n$`, got.err)

				on.Heal()
				on.Inject(c.operation, 0, confluencetest.RetryLater(http.StatusTooManyRequests, "3600"))
				got = w.run(t.Context(), c.product, append(args, "-max-wait", "1m")...)
				require.Equal(t, 1, got.status)
				require.Regexp(t, `^stopped: the (quota|rate limit) is used up; run the same command again after `+
					`01:00:0\d UTC to go on( \(journal: \S+\))?\n$`, got.err)
			})
		})
	}
}

package cli_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

// TestSecondColumn: of two columns for one thing none is left out in silence.
func TestSecondColumn(t *testing.T) {
	t.Parallel()
	w := world{cloud: cloudtest.Start(t), datacenter: datacentertest.Start(t)}
	for _, of := range []struct {
		product, command string
		text             string
		at, beside       string // empty for no fault
	}{
		{site.CloudProduct, "members", "Email,Group,Group\na@x.org,a,b\n", "1:13", "Group"},
		{site.CloudProduct, "members", "Email,Group,Group name\na@x.org,a,b\n", "1:13", "Group"},
		{site.CloudProduct, "members", "Group id,group_id,Email\n1,2,a@x.org\n", "1:10", "Group id"},
		{site.CloudProduct, "members", "User id,Account id,Group\n1,2,a\n", "1:9", "User id"},
		{site.CloudProduct, "members", "E-mail,Group,Mail\na@x.org,a,b@x.org\n", "1:14", "E-mail"},
		{site.CloudProduct, "members", "Who,User,Group\n1,2,a\n", "1:5", "Who"},
		{site.DatacenterProduct, "members", "Username,Login,Group\n1,2,a\n", "1:10", "Username"},
		{site.DatacenterProduct, "provision", "Username,Name,Full name,Email,Groups,Group\n", "1:38", "Groups"},
		{site.DatacenterProduct, "provision", "Username,Full name,Full-name,Email\n", "1:20", "Full name"},
		{site.CloudProduct, "inactive", "User id,User status,Last active,Status\n", "1:33", "User status"},
		{site.DatacenterProduct, "provision", "Username,User id,Name,Full name,Email\n", "", ""},
	} {
		got := w.run(t.Context(), of.product, of.command, write(t, "people.csv", of.text))
		if of.at == "" {
			require.Equal(t, 0, got.status, got.err)
			continue
		}
		require.Equal(t, 2, got.status, of.text)
		require.Equal(t, []string{of.at + ": a second column for what “" + of.beside + "” says; take one of them out, or call it something else"}, places(got.err))
	}
}

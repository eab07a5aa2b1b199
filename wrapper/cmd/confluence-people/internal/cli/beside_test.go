package cli_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// TestIDBesideName: a row whose group has an id and the name of another is a fault:
// somebody changed one of them. The site's upper and lower case, where no other group
// has that, and an id without a name, are none.
func TestIDBesideName(t *testing.T) {
	t.Parallel()
	e := newExample(t)
	editors := e.cloud.AddGroup("editors")
	e.cloud.AddGroup("EDITORS")
	file := write(t, "people.csv", "Account id,Group-id,Group name\n"+
		e.bob+","+e.writers+",editors\n"+e.bob+","+e.writers+",Writers\n"+e.bob+","+editors+",\n"+
		e.bob+","+editors+",EDITORS\n"+e.bob+","+editors+",Editors\n")
	got := e.run(t.Context(), site.CloudProduct, "members", file, "-group", editors)
	require.Equal(t, 2, got.status, got.out)
	require.Equal(t, []string{
		"2:45: is the id of group writers, and the name beside it is editors; leave one of them empty",
		"5:45: is the id of group editors, and the name beside it is EDITORS; leave one of them empty",
	}, places(got.err))
}

package cli_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
)

// TestReaderLeaves: a program whose report nobody reads any more, as with “| head”, does
// all of the work, and says that the report is lost; one that only shows a plan ends.
func TestReaderLeaves(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("pipes break in another way")
	}
	on := cloudtest.Start(t)
	group := on.AddGroup("writers")
	var file strings.Builder
	file.WriteString("Account id,Group\n")
	for range 5 {
		file.WriteString(on.AddUser(cloudtest.User{}) + ",writers\n")
	}
	email, token := on.Credential(on.AdminID())
	self, err := os.Executable()
	require.NoError(t, err)
	for _, want := range []struct {
		flag    string
		members int
		says    string
	}{{"-json", 0, ""}, {"-apply", 5, "confluence-people: the report cannot be written: "}} {
		flag := want.flag
		cmd := exec.CommandContext(t.Context(), self, "members", write(t, "people.csv", file.String()), flag, "-journal", filepath.Join(t.TempDir(), "journal"))
		cmd.Env = append(os.Environ(), asProgram+"=1", "CONFLUENCE_PRODUCT=cloud",
			"CONFLUENCE_URL="+on.URL(), "CONFLUENCE_USER="+email, "CONFLUENCE_TOKEN="+token)
		var errs bytes.Buffer
		cmd.Stderr = &errs
		reader, writer, err := os.Pipe()
		require.NoError(t, err)
		cmd.Stdout = writer
		require.NoError(t, reader.Close())
		require.Error(t, cmd.Run())
		require.NoError(t, writer.Close())
		require.Equal(t, 1, cmd.ProcessState.ExitCode(), "%s: %s", flag, errs.String())
		require.Len(t, on.GroupMembers(group), want.members, flag)
		require.True(t, strings.HasPrefix(errs.String(), want.says), "%s: %s", flag, errs.String())
		require.Equal(t, want.says == "", errs.String() == "", "%s: %s", flag, errs.String())
		if want.members == 0 {
			require.Empty(t, applied(on))
		}
	}
}

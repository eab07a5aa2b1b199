package cli_test

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// TestKilled: a program that is killed in the middle, or told to end, leaves a
// journal with which the next run does the rest.
func TestKilled(t *testing.T) {
	t.Parallel()
	for name, signal := range map[string]os.Signal{"SIGKILL": os.Kill, "SIGINT": os.Interrupt, "SIGTERM": syscall.SIGTERM} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			kill(t, signal)
		})
	}
}

func kill(t *testing.T, signal os.Signal) {
	t.Helper()
	on := cloudtest.Start(t)
	group := on.AddGroup("writers")
	var ids []string
	var file strings.Builder
	file.WriteString("Account id,Group\n")
	for range 5 {
		id := on.AddUser(cloudtest.User{})
		ids = append(ids, id)
		file.WriteString(id + ",writers\n")
	}
	email, token := on.Credential(on.AdminID())
	journal := filepath.Join(t.TempDir(), "journal")
	program := func() *exec.Cmd {
		self, err := os.Executable()
		require.NoError(t, err)
		cmd := exec.CommandContext(t.Context(), self, "members", write(t, "people.csv", file.String()), "-apply", "-json", "-journal", journal)
		cmd.Env = append(os.Environ(), asProgram+"=1", "CONFLUENCE_PRODUCT=cloud",
			"CONFLUENCE_URL="+on.URL(), "CONFLUENCE_USER="+email, "CONFLUENCE_TOKEN="+token)
		cmd.Stderr = os.Stderr
		return cmd
	}
	// The third request is never answered.
	on.Inject("addUserToGroupByGroupId", 2, confluencetest.Delay(time.Millisecond))
	on.Inject("addUserToGroupByGroupId", 1, confluencetest.Hang())
	first := program()
	out, err := first.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, first.Start())
	lines, done := bufio.NewScanner(out), 0
	for done < 2 && lines.Scan() {
		if string(lines.Bytes()[:15]) == `{"event":"done"` {
			done++
		}
	}
	require.Eventually(t, func() bool { return len(writes(on)) == 3 }, 5*time.Second, time.Millisecond)
	began := time.Now()
	require.NoError(t, first.Process.Signal(signal))
	for lines.Scan() {
	}
	require.Error(t, first.Wait())
	require.Less(t, time.Since(began), time.Second)
	require.Len(t, on.GroupMembers(group), 2)

	on.Heal()
	on.ForgetExchanges()
	second := program()
	text, err := second.Output()
	require.NoError(t, err, string(text))
	require.ElementsMatch(t, ids, on.GroupMembers(group))
	require.Len(t, applied(on), 3, "the rest, and nothing twice")
	require.Contains(t, string(text), `"before":2`)
}

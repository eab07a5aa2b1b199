package journal_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/journal"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
)

func steps() []plan.Step {
	return []plan.Step{{Do: plan.Add, Who: "a", Name: "Ada", Group: "g"}, {Do: plan.Delete, Who: "b"}, {Do: plan.Remove, Who: "c", Group: "g"}}
}

func create(t *testing.T) *journal.Journal {
	t.Helper()
	j, err := journal.Create(filepath.Join(t.TempDir(), "journal"), journal.Heading{Command: "members", Site: "s", Input: "i"}, steps())
	require.NoError(t, err)
	return j
}

func reopen(t *testing.T, path string) *journal.Journal {
	t.Helper()
	j, err := journal.Open(path)
	require.NoError(t, err)
	require.NotNil(t, j)
	return j
}

func states(j *journal.Journal) (all []journal.State) {
	for i := range j.Len() {
		_, state := j.Step(i)
		all = append(all, state)
	}
	return all
}

// TestTornAnywhere: whatever the file is cut off at, what is read is the state at
// the last whole line, and the journal can be gone on with.
func TestTornAnywhere(t *testing.T) {
	t.Parallel()
	j := create(t)
	require.NoError(t, j.Begin(0))
	require.NoError(t, j.Done(0))
	require.NoError(t, j.Begin(1))
	require.NoError(t, j.Accepted(1, "task-1"))
	require.NoError(t, j.Close())
	whole, err := os.ReadFile(j.Path)
	require.NoError(t, err)
	planned := strings.Index(string(whole), `{"ready":true}`) + len(`{"ready":true}`)
	for size := range len(whole) + 1 {
		path := filepath.Join(t.TempDir(), "journal")
		require.NoError(t, os.WriteFile(path, whole[:size], 0o600))
		got, err := journal.Open(path)
		require.NoError(t, err, size)
		if size <= planned {
			require.Nil(t, got, "nothing was sent for a plan that is not complete")
			require.NoFileExists(t, path)
			continue
		}
		require.Equal(t, 3, got.Len())
		require.NoError(t, got.Begin(2))
		require.NoError(t, got.Close())
		require.Equal(t, journal.Begun, states(reopen(t, path))[2], "after %d bytes", size)
	}
}

// TestStates: the last line about a step counts, and a step that failed has no
// task any more.
func TestStates(t *testing.T) {
	t.Parallel()
	j := create(t)
	require.NoError(t, j.Begin(0))
	require.NoError(t, j.Failed(0, "no"))
	require.NoError(t, j.Begin(1))
	require.NoError(t, j.Accepted(1, "task-1"))
	require.NoError(t, j.Begin(2))
	require.NoError(t, j.Done(2))
	require.NoError(t, j.Close())
	j = reopen(t, j.Path)
	require.Equal(t, []journal.State{journal.Failed, journal.Begun, journal.Done}, states(j))
	require.False(t, j.Finished())
	first, _ := j.Step(0)
	require.Equal(t, "Ada", first.Name, "it is shown again")
	deletion, _ := j.Step(1)
	require.Equal(t, "task-1", deletion.Task)
	require.NoError(t, j.Failed(1, "the task failed"))
	require.NoError(t, j.Close())
	deletion, _ = reopen(t, j.Path).Step(1)
	require.Empty(t, deletion.Task)
}

// TestTwoRuns: a second run keeps its hands off a journal in use.
func TestTwoRuns(t *testing.T) {
	t.Parallel()
	j := create(t)
	_, err := journal.Open(j.Path)
	require.ErrorContains(t, err, "another run is under way")
	require.NoError(t, j.Close())
	require.NoError(t, reopen(t, j.Path).Close())
	_, err = journal.Create(j.Path, journal.Heading{}, nil)
	require.ErrorIs(t, err, os.ErrExist)
	info, err := os.Stat(j.Path)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
}

// TestNoJournal: a file that is something else is told by its line.
func TestNoJournal(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"another version":    `{"journal":9}` + "\n",
		"a step that is not": `{"journal":1}` + "\n" + `{"n":7,"state":"done"}` + "\n",
		"two in a line":      `{"journal":1}` + "\n" + `{"ready":true}{"undo":true}` + "\n",
	} {
		path := filepath.Join(t.TempDir(), "journal")
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		_, err := journal.Open(path)
		require.ErrorContains(t, err, path+":", name)
		require.FileExists(t, path)
	}
}

// TestAnotherFile: what is no journal says so, and stays.
func TestAnotherFile(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"Email,Group\n", "Email,Group", "{}\n", `{"audit":2}` + "\n", `{"audit":2,`, "PK\x03\x04"} {
		path := filepath.Join(t.TempDir(), "m.csv")
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		_, err := journal.Open(path)
		require.EqualError(t, err, path+" is not a journal of confluence-people", text)
		require.FileExists(t, path)
	}
	// What is no file stays, too; as root it may be /dev/null.
	_, err := journal.Open(t.TempDir())
	require.ErrorIs(t, err, journal.ErrNone)
}

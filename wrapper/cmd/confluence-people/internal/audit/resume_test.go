package audit_test

import (
	"context"
	"encoding/csv"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/audit"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/output"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

func namesOf(letters string) []site.Group {
	var groups []site.Group
	for letter := range strings.SplitSeq(letters, "") {
		groups = append(groups, site.Group{ID: letter, Name: letter})
	}
	return groups
}

// run reads groups and returns how many rows of each were written.
func run(ctx context.Context, t *testing.T, on site.Site, path, letters string) (map[string]int, error) {
	t.Helper()
	made, err := audit.Open(on, path, audit.Heading{}, deaf{})
	require.NoError(t, err)
	defer func() { require.NoError(t, made.Close()) }()
	readErr := made.Read(ctx, namesOf(letters))
	if readErr != nil && !errors.Is(readErr, audit.ErrIncomplete) {
		return nil, readErr
	}
	var text strings.Builder
	to := output.New("csv", &text)
	_, err = made.Write(to)
	require.NoError(t, errors.Join(err, to.Close()))
	rows, err := csv.NewReader(strings.NewReader(text.String())).ReadAll()
	require.NoError(t, err)
	found := map[string]int{}
	for _, row := range rows[1:] {
		found[row[0]]++
		if row[3] == "" {
			found[row[0]] = -1 // it could not be read
		}
	}
	return found, readErr
}

// TestGroupsChangeBetweenRuns: a group that went between two runs is left out, one
// that was made is read, and of one that was read in part no member comes twice.
func TestGroupsChangeBetweenRuns(t *testing.T) {
	t.Parallel()
	for stop := 1; stop < 14; stop++ {
		path := filepath.Join(t.TempDir(), "journal")
		ctx, cancel := context.WithCancel(t.Context())
		on := newEndless(t, 5, 2)
		on.watch = func(n int) {
			if n == stop {
				cancel()
			}
		}
		_, err := run(ctx, t, on, path, "abc")
		require.ErrorIs(t, err, context.Canceled)
		on.watch = nil
		found, err := run(t.Context(), t, on, path, "bcd")
		require.NoError(t, err)
		if stop >= 5 { // it was complete when it went
			require.Equal(t, map[string]int{"a": 5, "b": 5, "c": 5, "d": 5}, found, "%d", stop)
			continue
		}
		require.Equal(t, map[string]int{"b": 5, "c": 5, "d": 5}, found, "%d", stop)
	}
}

// TestGroupThatFailsInTheMiddle: nothing of it is kept, and the next run reads it.
func TestGroupThatFailsInTheMiddle(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "journal")
	on := newEndless(t, 5, 2)
	on.fail = func(group string, start int) error {
		if group == "b" && start > 2 {
			return refused(http.StatusInternalServerError)
		}
		return nil
	}
	for range 2 {
		found, err := run(t.Context(), t, on, path, "abc")
		require.ErrorIs(t, err, audit.ErrIncomplete)
		require.Equal(t, map[string]int{"a": 5, "b": -1, "c": 5}, found)
	}
	on.fail = func(string, int) error { return refused(http.StatusTooManyRequests) }
	_, err := run(t.Context(), t, on, path, "abc")
	require.ErrorIs(t, err, confluence.ErrQuota)
	on = newEndless(t, 5, 2) // another process, an hour later
	found, err := run(t.Context(), t, on, path, "abc")
	require.NoError(t, err)
	require.Equal(t, map[string]int{"a": 5, "b": 5, "c": 5}, found)
}

// TestOneAudit: a second run keeps its hands off what another reads into.
func TestOneAudit(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "journal")
	first, err := audit.Open(newEndless(t, 0, 2), path, audit.Heading{}, deaf{})
	require.NoError(t, err)
	_, err = audit.Open(newEndless(t, 0, 2), path, audit.Heading{}, deaf{})
	require.ErrorContains(t, err, "another run is under way with "+path)
	require.NoError(t, first.Close())
	second, err := audit.Open(newEndless(t, 0, 2), path, audit.Heading{}, deaf{})
	require.NoError(t, err)
	require.NoError(t, second.Remove())
	require.ErrorIs(t, second.Close(), os.ErrClosed, "it was closed before")
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Empty(t, left)
}

// TestAnotherFile: a file that is no journal of an audit is neither written over nor
// removed.
func TestAnotherFile(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"Email,Group\n", "Email,Group", `{"plan":1,`, "PK\x03\x04"} {
		path := filepath.Join(t.TempDir(), "people.csv")
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		_, err := audit.Open(newEndless(t, 0, 2), path, audit.Heading{}, deaf{})
		require.ErrorIs(t, err, audit.ErrOther)
		now, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, text, string(now))
	}
	_, err := audit.Open(newEndless(t, 0, 2), t.TempDir(), audit.Heading{}, deaf{})
	require.ErrorIs(t, err, audit.ErrOther)
	for _, cut := range []string{"", "{", `{"audit":2,"si`} {
		path := filepath.Join(t.TempDir(), "journal")
		require.NoError(t, os.WriteFile(path, []byte(cut), 0o600))
		made, err := audit.Open(newEndless(t, 0, 2), path, audit.Heading{}, deaf{})
		require.NoError(t, err, cut)
		require.NoError(t, made.Close())
	}
}

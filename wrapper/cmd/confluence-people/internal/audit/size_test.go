package audit_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/audit"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/output"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/roster"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// deaf hears nothing.
type deaf struct{}

func (deaf) Begin(string, int)  {}
func (deaf) Advance(int)        {}
func (deaf) End()               {}
func (deaf) Say(string, ...any) {}
func (deaf) Wrong(error)        {}

// TestTornAnywhere: whatever the file is cut off at, the audit is complete when it
// was taken up.
func TestTornAnywhere(t *testing.T) {
	t.Parallel()
	groups := []site.Group{{ID: "a", Name: "a"}, {ID: "b", Name: "b"}, {ID: "c", Name: "c"}}
	path := filepath.Join(t.TempDir(), "journal")
	made, err := audit.Open(newEndless(t, 5, 2), path, audit.Heading{Site: "s"}, deaf{})
	require.NoError(t, err)
	require.NoError(t, made.Read(t.Context(), groups))
	require.NoError(t, made.Close())
	whole, err := os.ReadFile(path)
	require.NoError(t, err)
	for size := range len(whole) + 1 {
		// Around each end of a line, and here and there within.
		if near := whole[max(size-2, 0):min(size+1, len(whole))]; size%97 > 0 && !bytes.Contains(near, []byte{'\n'}) {
			continue
		}
		require.NoError(t, os.WriteFile(path, whole[:size], 0o600))
		on := newEndless(t, 5, 2)
		made, err := audit.Open(on, path, audit.Heading{Site: "s"}, deaf{})
		require.NoError(t, err, size)
		require.NoError(t, made.Read(t.Context(), groups))
		sum, err := made.Write(output.New("csv", io.Discard))
		require.NoError(t, errors.Join(err, made.Close()))
		require.Equal(t, audit.Summary{Groups: 3, Memberships: 15, People: 5}, sum)
		if size == len(whole) {
			require.Zero(t, on.seen)
		}
	}
	_, err = audit.Open(newEndless(t, 0, 2), path, audit.Heading{Site: "another"}, deaf{})
	require.ErrorIs(t, err, audit.ErrOther)
}

// TestWithinTheRate: 40 groups of 1,000 are read through a limit of 10 requests a
// second without a request too many; 200 of 5,000 where CONFLUENCE_AUDIT asks for it.
func TestWithinTheRate(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		on := cloudtest.Start(t)
		var ids []string
		sizes := [2]int{40, 1000}
		if os.Getenv("CONFLUENCE_AUDIT") == "million" {
			sizes = [2]int{200, 5000}
			on.CheckEvery(100)
		}
		for range sizes[1] {
			ids = append(ids, on.AddUser(cloudtest.User{}))
		}
		for i := range sizes[0] {
			on.AddGroup(fmt.Sprint("group ", i), ids...)
		}
		on.RateLimit(10)
		s := site.Cloud{Client: on.Client()}
		began := time.Now()
		groups, err := roster.ReadGroups(t.Context(), s)
		require.NoError(t, err)
		made, err := audit.Open(s, filepath.Join(t.TempDir(), "journal"), audit.Heading{}, deaf{})
		require.NoError(t, err)
		require.NoError(t, made.Read(t.Context(), groups.All))
		sum, err := made.Write(output.New("csv", io.Discard))
		require.NoError(t, errors.Join(err, made.Close()))
		require.Equal(t, sizes[0]*sizes[1], sum.Memberships)
		refused := 0
		for _, e := range on.Exchanges() {
			if e.Status == 429 {
				refused++
			}
		}
		t.Log(time.Since(began), refused, "refused of", len(on.Exchanges()))
		require.Less(t, refused*50, len(on.Exchanges()), "fewer than one in fifty is refused")
	})
}

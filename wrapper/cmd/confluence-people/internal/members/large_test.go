package members_test

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/input"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/members"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/roster"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// large is a site with every account that is asked for, and 200 groups, of whose
// members each half is in the file.
type large struct {
	site.Site

	lookups int
}

func (l *large) Product() string { return site.CloudProduct }

func (l *large) Groups(context.Context) iter.Seq2[site.Group, error] {
	return func(yield func(site.Group, error) bool) {
		for i := range 200 {
			if !yield(site.Group{ID: fmt.Sprint("g", i), Name: fmt.Sprint("group ", i)}, nil) {
				return
			}
		}
	}
}

func (l *large) Lookup(_ context.Context, ids []string) ([]site.Person, error) {
	l.lookups++
	people := make([]site.Person, 0, len(ids))
	for _, id := range ids {
		people = append(people, site.Person{ID: id})
	}
	return people, nil
}

func (l *large) Members(_ context.Context, groupID string) iter.Seq2[site.Person, error] {
	var group int
	_, _ = fmt.Sscanf(groupID, "g%d", &group)
	return func(yield func(site.Person, error) bool) {
		for i := range 250 { // every second of the file's
			if !yield(site.Person{ID: fmt.Sprint("a", group+400*i)}, nil) {
				return
			}
		}
	}
}

type deaf struct{}

func (deaf) Begin(string, int) {}
func (deaf) Advance(int)       {}
func (deaf) End()              {}

// TestExportOfMany: an export with 100,000 memberships is planned within seconds,
// with one look-up.
func TestExportOfMany(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	text.WriteString("\ufeffGroup id,Group name,User id,User name,email,User status," + columns + "\r\n")
	for i := range 100_000 {
		fmt.Fprintf(&text, "g%d,group %d,a%d,Person,p%d@example.com,Active,1 Jan 2024,User,,User,Never accessed,12 May 2024\r\n", i%200, i%200, i, i)
	}
	began := time.Now()
	table, err := input.Read("export.csv", strings.NewReader(text.String()))
	require.NoError(t, err)
	rows, without, faults := members.Rows(table, site.CloudProduct, nil)
	require.Empty(t, faults)
	require.Zero(t, without)
	on := &large{}
	finder, err := roster.NewPeople(on, table)
	require.NoError(t, err)
	made, err := members.Plan(t.Context(), on, finder, rows, members.Exact, deaf{})
	require.NoError(t, err)
	require.Len(t, made.Steps, 50_000)
	require.Equal(t, 50_000, made.Keep)
	require.Equal(t, 1, on.lookups)
	require.Less(t, time.Since(began), 30*time.Second)
}

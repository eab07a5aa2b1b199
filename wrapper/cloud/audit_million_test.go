//go:build !race

// Under the race detector, audits of a million would take most of the time that all
// tests may take; smaller ones run under it in audit_test.go.

package cloud_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

const (
	millionGroups = 5000
	// millionHours is how many hours the points suffice for: 5,000 pages of 401, and
	// as many of 3, since a full page may have a successor.
	millionHours = 32
)

// million is an audit of a million memberships.
type million struct {
	*metered
	*tally
}

func newMillion(style string) million {
	var groups, people []string
	for i := range millionGroups {
		groups = append(groups, fmt.Sprintf("group-%05d", i))
	}
	for i := range 200 {
		people = append(people, fmt.Sprintf("person-%03d", i))
	}
	service := &metered{groups: groups, people: people, style: meteredStyles()[style], ahead: 3 * time.Minute}
	return million{service, newTally(groups, people)}
}

func (m million) process(t *testing.T) *cloud.Client {
	t.Helper()
	return newProcess(t, 1000*time.Hour, m.connect)
}

func (m million) connect(opts ...confluence.Option) (*cloud.Client, error) {
	return cloud.New("https://example.com", confluence.Anonymous(), append(opts, confluence.WithTransport(m.metered))...)
}

func (m million) members(string) []string { return m.metered.people }

// TestAuditOfAMillion: a million memberships against 65,000 points an hour take the
// hours that they cost, with one refusal in each at most.
func TestAuditOfAMillion(t *testing.T) {
	t.Parallel()
	for style := range meteredStyles() {
		t.Run(style, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				m, began := newMillion(style), time.Now()
				more, err := m.run(t, m.process(t), cloud.AuditOptions{}, 0)
				require.NoError(t, err)
				require.False(t, more)
				m.requireOnce(t, m.members)
				require.Less(t, time.Since(began), millionHours*time.Hour)
				require.LessOrEqual(t, len(m.refused), millionHours)
				for _, refused := range m.refused {
					require.LessOrEqual(t, refused, 1, "%v", m.refused)
				}
				t.Log(time.Since(began), len(m.refused), m.requests)
			})
		})
	}
}

// TestAuditOfAMillionKilled: the same, by 101 processes, of which 100 are killed at
// some point. Little is read again.
func TestAuditOfAMillionKilled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		m := newMillion("Retry-After")
		rng := rand.New(rand.NewPCG(7, 1))
		for range 100 {
			more, err := m.run(t, m.process(t), cloud.AuditOptions{}, 1+rng.IntN(16_000))
			require.NoError(t, err)
			require.True(t, more)
		}
		more, err := m.run(t, m.process(t), cloud.AuditOptions{}, 0)
		require.NoError(t, err)
		require.False(t, more)
		m.requireOnce(t, m.members)
		t.Log(len(m.refused), m.requests)
		require.LessOrEqual(t, len(m.refused), millionHours+4)
	})
}

// TestAuditStartedAnew: an audit without patience that starts again where the quota is
// renewed costs little more than one that waits: what was read ahead is read again, 8
// pages of 162 an hour.
func TestAuditStartedAnew(t *testing.T) {
	t.Parallel()
	for _, sizes := range [][2]int{{20, 8000}, {400, 400}, {2000, 30}} {
		synctest.Test(t, func(t *testing.T) {
			m, began, ended := newMillion("Retry-After"), time.Now(), errors.New("none")
			people := make([]string, sizes[1])
			for i := range people {
				people[i] = fmt.Sprintf("person-%05d", i)
			}
			m.metered.groups, m.metered.people = m.metered.groups[:sizes[0]], people
			m.tally = newTally(m.metered.groups, people)
			e := cloud.EstimateMemberships(slices.Repeat([]int{sizes[1]}, sizes[0]))
			for ended != nil {
				_, ended = m.run(t, newProcess(t, 0, m.connect), cloud.AuditOptions{}, 0)
				if failure, ok := errors.AsType[*confluence.Error](ended); ok {
					require.ErrorIs(t, ended, confluence.ErrQuota)
					time.Sleep(time.Until(failure.Reset))
				}
			}
			m.requireOnce(t, m.members)
			t.Log(e, time.Since(began), m.spent)
			require.Less(t, m.spent, e.Points*107/100)
			require.Less(t, time.Since(began), time.Duration(e.Hours(lowestTier)+1)*time.Hour)
		})
	}
}

// TestAuditOfASite: the same of 100,000 memberships at a site as the test server has
// it; of a million, where CONFLUENCE_AUDIT asks for it.
func TestAuditOfASite(t *testing.T) {
	t.Parallel()
	groups, hours := millionGroups/10, 4
	if os.Getenv("CONFLUENCE_AUDIT") == "million" {
		groups, hours = millionGroups, millionHours
	}
	for name, style := range quotaStyles() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				a := newAudited(t, groups, 200)
				a.Advance(10 * time.Minute)
				a.Inject("", 0, confluencetest.Delay(300*time.Millisecond))
				a.LimitPoints(cloudtest.PointsQuota{Points: lowestTier, Headers: style})
				_, err := a.run(t, a.process(t, 1000*time.Hour), cloud.AuditOptions{}, 0)
				require.NoError(t, err)
				a.requireOnce(t, a.GroupMembers)
				windows := a.QuotaWindows()
				require.LessOrEqual(t, len(windows), hours)
				for _, hour := range windows {
					require.LessOrEqual(t, hour.Refused, 1, "%v", windows)
				}
			})
		})
	}
}

package cloud_test

import (
	"context"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/api"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/internal/faulttest"
)

// TestFaults gives every operation every fault.
func TestFaults(t *testing.T) {
	t.Parallel()
	cases := faulttest.Cases()
	for _, op := range faulttest.Operations(t, api.Cloud()) {
		t.Run(op.ID, func(t *testing.T) {
			t.Parallel()
			require.Contains(t, calls, op.ID, "calls is in wire_test.go")
			if op.ID == "removeMemberFromGroup" {
				op.Success = []int{204} // its success is history, and so is its being repeated
			}
			for _, c := range cases {
				t.Run(c.Name, func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) { meetFault(t, op, c) })
				})
			}
		})
	}
}

func meetFault(t *testing.T, op faulttest.Operation, c faulttest.Case) {
	t.Helper()
	s := newScene(t)
	transport := &faulttest.Transport{Next: s.server.HTTPClient().Transport}
	var log faulttest.Log
	var err error
	s.client, err = s.server.NewClient(s.server.Auth(s.server.AdminID()),
		confluence.WithHTTPClient(&http.Client{Transport: transport}),
		confluence.WithLogger(log.Logger()), confluence.WithMaxBody(1<<20))
	require.NoError(t, err)
	s.server.Inject(op.ID, c.Times, c.Fault)
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()

	err = calls[op.ID](ctx, s)

	want := c.Want(op)
	if op.ID == "removeMemberFromGroup" && want.Err == nil {
		want.Err = confluence.ErrGone
	}
	want.Require(t, err)
	requests := 0
	for _, r := range s.server.Requests() {
		if r.Operation == op.ID {
			requests++
		}
	}
	require.Equal(t, want.Requests, requests, "requests")
	require.Zero(t, transport.Open(), "bodies left open")
	email, token := s.server.Credential(s.server.AdminID())
	faulttest.RequireNoSecrets(t, err, &log, email, token, awkward, "ada@example.com")
}

// TestPagingFaults walks every listing of a service whose links and offsets
// mislead.
func TestPagingFaults(t *testing.T) {
	t.Parallel()
	const n = 7
	for name, walk := range listings {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newCrowd(t, n)
			opts := confluence.ListOptions{Limit: 3}
			want, err := walk(t.Context(), s, opts)
			require.NoError(t, err)
			require.Len(t, want, n)
			walks, faults := map[string][]string{}, map[string]confluencetest.Fault{}
			for fault, inject := range map[string]confluencetest.Fault{
				"endless next": confluencetest.EndlessNext(), "repeated rows": confluencetest.RepeatedRows(),
				"no next": confluencetest.NoNext(),
			} {
				s.server.ForgetRequests()
				s.server.Inject("", 0, inject)
				sequential, err := walk(t.Context(), s, opts)
				require.NoError(t, err, fault)
				require.Subset(t, sequential, want, fault)
				require.LessOrEqual(t, len(s.server.Requests()), len(want)+2, fault)
				s.server.Heal()
				walks[fault], faults[fault] = sequential, inject
			}
			// Requests that were given up can reach a server late, so that each of the
			// walks below that count has one of its own.
			for _, ahead := range []int{0, 4} {
				opts.Ahead = ahead
				s := newCrowd(t, n)
				s.server.Inject("", 0, confluencetest.StuckPage())
				got, err := walk(t.Context(), s, opts)
				require.ErrorIs(t, err, confluence.ErrStalled)
				require.Equal(t, want[:3], got, "what came before the error is kept")
				require.LessOrEqual(t, len(s.server.Requests()), 2+ahead)

				s = newCrowd(t, n)
				s.server.Inject("", 1, confluencetest.Delay(0)) // the first page arrives
				s.server.Inject("", 0, confluencetest.Answer(500, "", ""))
				got, err = walk(t.Context(), s, opts)
				require.Error(t, err)
				require.Equal(t, want[:3], got)
			}
			for fault, inject := range faults {
				s.server.Inject("", 0, inject)
				for _, ahead := range []int{1, 3, 8} {
					got, err := walk(t.Context(), s, confluence.ListOptions{Limit: 3, Ahead: ahead})
					require.NoError(t, err, fault)
					require.Equal(t, walks[fault], got, "%s, %d ahead", fault, ahead)
				}
				s.server.Heal()
			}
		})
	}
}

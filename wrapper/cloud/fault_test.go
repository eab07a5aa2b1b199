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
	"github.com/confluence-people/go-sdk/wrapper/internal/testing/faulttest"
)

// TestFaults gives every operation every fault.
func TestFaults(t *testing.T) {
	t.Parallel()
	cases := faulttest.Cases()
	for _, op := range faulttest.Operations(t, api.Cloud()) {
		t.Run(op.ID, func(t *testing.T) {
			t.Parallel()
			require.NotNil(t, calls[op.ID], "%s is not called: put it into calls, in wire_test.go", op.ID)
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
	for _, r := range s.server.Exchanges() {
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
	for name, walk := range listings {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			faulttest.RequirePagingFaults(t, func(t *testing.T) faulttest.Listing {
				t.Helper()
				return newCrowd(t, 7).listing(walk)
			})
		})
	}
}

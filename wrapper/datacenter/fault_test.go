package datacenter_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/api"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/internal/testing/faulttest"
)

// TestFaults gives every operation every fault.
func TestFaults(t *testing.T) {
	t.Parallel()
	cases := faulttest.Cases()
	for _, op := range faulttest.Operations(t, api.Datacenter()) {
		t.Run(op.ID, func(t *testing.T) {
			t.Parallel()
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
	s.connect = func(auth confluence.Auth) *datacenter.Client {
		client, err := s.server.NewClient(auth, confluence.WithHTTPClient(&http.Client{Transport: transport}),
			confluence.WithLogger(log.Logger()), confluence.WithMaxBody(1<<20))
		require.NoError(t, err)
		return client
	}
	s.client = s.connect(s.server.Auth(s.server.AdminName()))
	call := calls[op.ID]
	if query, ok := byPath[op.ID]; ok {
		s.server.SetVersion("10.0")
		call = calls[query]
	}
	require.NotNil(t, call, "%s is not called: put it into calls, in wire_test.go", op.ID)
	if strings.Contains(op.Path, "/rest/api/group/") {
		// Find out first which form there is: a fault may not be taken for it.
		require.NoError(t, call(t.Context(), s))
		s.server.ForgetExchanges()
		// On a used connection net/http itself would repeat a request.
		s.server.HTTPClient().CloseIdleConnections()
	}
	s.server.Inject(op.ID, c.Times, c.Fault)
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()

	err := call(ctx, s)

	want := c.Want(op)
	if op.ID == "deleteGroup" && c.Applied {
		want.Err = confluence.ErrNotFound // which may also mean that the caller may not
	}
	if (op.ID == "addContentWatcher" || op.ID == "addSpaceWatcher") && c.Name == "half a document" {
		want.Err = nil // the watch was accepted; what the service says of it is not read
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
	faulttest.RequireNoSecrets(t, err, &log, s.server.Token(s.server.AdminName()),
		"old secret", "new secret", "first secret", "jane@example.com", "ann@example.com", s.key)
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

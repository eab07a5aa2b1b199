package datacenter_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

func TestWith(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	readOnly, err := s.client.With(confluence.WithReadOnly())
	require.NoError(t, err)
	_, err = readOnly.Groups.Get(t.Context(), group, nil)
	require.NoError(t, err)
	require.ErrorIs(t, readOnly.Groups.Delete(t.Context(), group), confluence.ErrReadOnly)
	require.NoError(t, s.client.Groups.Delete(t.Context(), group), "the client itself stays as it is")
	_, err = s.client.With(confluence.WithHTTPClient(nil))
	require.ErrorIs(t, err, confluence.ErrInvalid)
}

// TestWithKnowsTheInstance: what was found out about the instance is shared.
func TestWithKnowsTheInstance(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.server.SetVersion("10.0")
	other, err := s.client.With()
	require.NoError(t, err)
	_, err = s.client.Groups.Get(t.Context(), group, nil)
	require.NoError(t, err)
	s.server.ForgetExchanges()
	_, err = other.Groups.Get(t.Context(), group, nil)
	require.NoError(t, err)
	require.Equal(t, []string{"getGroup"}, operations(s.server.Exchanges()))
}

// TestConnLetsOtherPathsThrough: it is there for what is not in the contract.
func TestConnLetsOtherPathsThrough(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	conn := s.client.Conn()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, conn.BaseURL()+"/rest/api/settings/lookandfeel", http.NoBody)
	require.NoError(t, err)
	_, err = conn.Do(req)
	require.ErrorIs(t, err, confluence.ErrNoRoute, "the request arrives; the in-memory instance has no settings")
	s.server.TakeViolations()
}

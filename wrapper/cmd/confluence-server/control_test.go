package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// steer sends a request to the control API of a running program.
func (r *running) steer(method, path, body string) response {
	announced := regexp.MustCompile(`(?m)^confluence-server: control at (http://\S+/-/)$`).FindStringSubmatch(r.started)
	require.NotNil(r.t, announced, r.started)
	return r.send(r.t.Context(), method, announced[1]+path, body)
}

func (r *running) send(ctx context.Context, method, url, body string) response {
	req, err := http.NewRequestWithContext(ctx, method, url, strings.NewReader(body))
	require.NoError(r.t, err)
	resp, err := r.client.Do(req)
	require.NoError(r.t, err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	require.NoError(r.t, err)
	return response{status: resp.StatusCode, header: resp.Header, body: string(text)}
}

// A test in another language changes the state, looks at the requests, and goes
// back to the seed and the faults of the command line.
func TestControl(t *testing.T) {
	t.Parallel()
	for name, args := range map[string][]string{"beside": nil, "port of its own": {"-control", "0"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := start(t, append(args, "-fault", "getGroups=status:503,times=1")...)
			for range 2 {
				require.Equal(t, http.StatusServiceUnavailable, r.get(groups).status)
				require.Equal(t, http.StatusCreated, r.do(http.MethodPost, groups, `{"name":"editors"}`).status)
				require.Contains(t, r.get(groups).body, `"editors"`)
				require.Contains(t, r.steer(http.MethodGet, "groups", "").body, `"editors"`)
				require.Contains(t, r.steer(http.MethodGet, "faults", "").body, `"fault":"status:503"`)
				require.Equal(t, 3, strings.Count(r.steer(http.MethodGet, "requests", "").body, `"number"`))
				require.Equal(t, http.StatusNoContent, r.steer(http.MethodPost, "reset", "").status)
			}
			require.NotContains(t, r.steer(http.MethodGet, "groups", "").body, `"editors"`)
			require.Equal(t, http.StatusNoContent, r.steer(http.MethodPut, "state", "users: [{accountId: x}]").status)
			require.Contains(t, r.steer(http.MethodGet, "people", "").body, `"x@example.com"`)
			page := r.steer(http.MethodGet, "", "")
			require.Equal(t, http.StatusOK, page.status)
			require.Contains(t, page.body, "Confluence test server")
			base, _, _ := strings.Cut(r.url, "/ex/")
			atSite := r.send(t.Context(), http.MethodGet, base+"/-/site", "").status
			require.Equal(t, name == "beside", atSite == http.StatusOK)
		})
	}
}

func TestControlOff(t *testing.T) {
	t.Parallel()
	r := start(t, "-control", "off")
	require.NotContains(t, r.started, "control")
	base, _, _ := strings.Cut(r.url, "/ex/")
	require.NotEqual(t, http.StatusOK, r.send(t.Context(), http.MethodGet, base+"/-/site", "").status)
}

// Beside the site, and on a loopback port of its own, it answers this machine
// only; on an address for everybody it answers everybody.
func TestControlIsGuarded(t *testing.T) {
	t.Parallel()
	for control, status := range map[string]int{
		"": http.StatusForbidden, "127.0.0.1:0": http.StatusForbidden, "0.0.0.0:0": http.StatusOK,
	} {
		t.Run(control, func(t *testing.T) {
			t.Parallel()
			args := []string{"-control", control}
			if control == "" {
				args = nil
			}
			r := start(t, args...)
			announced := regexp.MustCompile(`control at (\S+)`).FindStringSubmatch(r.started)
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, announced[1]+"site", nil)
			require.NoError(t, err)
			req.Host = "confluence.example.com"
			resp, err := r.client.Do(req)
			require.NoError(t, err)
			require.NoError(t, resp.Body.Close())
			require.Equal(t, status, resp.StatusCode)
		})
	}
}

// Neither port stays open when the other one is taken.
func TestControlPortInUse(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer taken.Close()
	var stderr safeBuffer
	require.Equal(t, 1, run(t.Context(), []string{"-addr", "127.0.0.1:0", "-control", taken.Addr().String()}, io.Discard, &stderr))
	require.Contains(t, stderr.String(), taken.Addr().String())
}

// A port alone is one of this machine.
func TestPortAlone(t *testing.T) {
	t.Parallel()
	s, err := readSettings([]string{"-addr", "8085", "-control", "8086"}, io.Discard)
	require.NoError(t, err)
	require.Equal(t, "127.0.0.1:8085", s.addr)
	require.Equal(t, "127.0.0.1:8086", s.control)
	for _, as := range []string{":8085", "localhost:8085", "99999"} {
		s, err = readSettings([]string{"-addr", as}, io.Discard)
		require.NoError(t, err)
		require.Equal(t, as, s.addr)
	}
}

// An address that is empty, as one of a variable that is not set, is no address
// of all networks of the machine.
func TestNoEmptyAddress(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"-addr", "-control"} {
		ended, cancel := context.WithCancel(t.Context())
		cancel() // it would serve
		var stdout, stderr safeBuffer
		require.Equal(t, 2, run(ended, []string{"-addr", "127.0.0.1:0", name, ""}, &stdout, &stderr), stdout.String())
		require.Equal(t, "confluence-server: "+name+" is empty\n", stderr.String())
	}
}

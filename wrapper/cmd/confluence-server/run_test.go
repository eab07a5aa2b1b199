package main

import (
	"bytes"
	"context"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

func TestBadUsage(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, message string
		args          []string
	}{
		{"unknown flag", "-colour", []string{"-colour"}},
		{"argument", `"seed.json"`, []string{"seed.json"}},
		{"product", `"server" is neither cloud nor datacenter`, []string{"-product", "server"}},
		{"rate", "-rate -1", []string{"-rate", "-1"}},
		{"limit of nothing", "it must be WHO=SIZE", []string{"-limit", "20"}},
		{"limit without a size", "it must be WHO=SIZE", []string{"-limit", "getUser=0"}},
		{"limit without an interval", "it must be WHO=SIZE", []string{"-limit", "getUser=2:1"}},
		{"limit in no time", "it must be WHO=SIZE", []string{"-limit", "getUser=2:1/0s"}},
		{"limit without a rate", "it must be WHO=SIZE", []string{"-limit", "getUser=2:/1s"}},
		{"limit of no operation", `there is no operation "getUsr"`, []string{"-limit", "getUsr=2"}},
		{"quota", "it must be POINTS", []string{"-quota", "many"}},
		{"quota in no style", "all, gateway, ratelimit, retry-after, x-ratelimit", []string{"-quota", "5:loud"}},
		{"quota of Data Center", "Data Center has no quota", []string{"-product", "datacenter", "-quota", "5"}},
		{"cap", "-cap -1", []string{"-cap", "-1"}},
		{"no seed", "nowhere.json", []string{"-seed", "testdata/nowhere.json"}},
		{"other product's seed", `line 3, column 6: users[0]: there is no field "accountId"`, []string{"-product", "datacenter", "-seed", "testdata/cloud.json"}},
		{"fault", `-fault "getUsr=hang": there is no operation "getUsr"`, []string{"-fault", "getUsr=hang"}},
		{"other product's fault", `"createUser"`, []string{"-fault", "createUser=hang"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var stdout, stderr bytes.Buffer
			// A port that cannot be listened on would be status 1.
			args := append([]string{"-addr", "127.0.0.1:-1"}, test.args...)
			require.Equal(t, 2, run(t.Context(), args, &stdout, &stderr))
			require.Contains(t, stderr.String(), test.message)
			require.Empty(t, stdout.String())
		})
	}
}

func TestHelp(t *testing.T) {
	t.Parallel()
	var stdout, stderr bytes.Buffer
	require.Zero(t, run(t.Context(), []string{"-h"}, &stdout, &stderr))
	for _, part := range []string{"-seed", "trickle:5ms", "repeated-rows", `"accountId": "712020:ada"`, `"username": "ada"`, `{"generate": {`} {
		require.Contains(t, stdout.String(), part)
	}
	require.Empty(t, stderr.String())
}

func TestPortInUse(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer taken.Close()
	var stdout, stderr bytes.Buffer
	require.Equal(t, 1, run(t.Context(), []string{"-addr", taken.Addr().String()}, &stdout, &stderr))
	require.Contains(t, stderr.String(), taken.Addr().String())
	require.Empty(t, stdout.String())
}

func TestBrokenListener(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, listener.Close())
	require.ErrorIs(t, serve(t.Context(), listener, nil, log.Default(), grace), net.ErrClosed)
}

// An idle connection does not delay the end.
func TestStopIdle(t *testing.T) {
	t.Parallel()
	r := start(t)
	require.Equal(t, http.StatusOK, r.get("/wiki/rest/api/user/current").status)
	begun := time.Now()
	status, printed := r.stop()
	require.Zero(t, status)
	require.Equal(t, "confluence-server: stopped\n", printed)
	require.Less(t, time.Since(begun), grace)
	require.Error(t, r.get("/wiki/rest/api/user/current").err)
}

// arriving serves a site and tells when a request has come.
func arriving(t *testing.T, fault confluencetest.Fault, patience time.Duration) (r *running, arrived chan struct{}, end func() string) {
	t.Helper()
	s := newCloudSite()
	defer s.server.Close()
	s.server.Inject("", 0, fault)
	arrived = make(chan struct{})
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		close(arrived)
		s.server.ServeHTTP(w, r)
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	var logged safeBuffer
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- serve(ctx, listener, handler, log.New(&logged, "", 0), patience) }()
	r = &running{t: t, url: "http://" + listener.Addr().String() + s.server.BasePath(), client: newHTTPClient(t)}
	return r, arrived, func() string {
		cancel()
		require.NoError(t, <-ended)
		return logged.String()
	}
}

func TestStopLetsFinish(t *testing.T) {
	t.Parallel()
	r, arrived, end := arriving(t, confluencetest.Delay(200*time.Millisecond), grace)
	responses := make(chan response, 1)
	go func() { responses <- r.do(http.MethodGet, "/wiki/rest/api/user/current", "") }()
	<-arrived
	require.Empty(t, end())
	got := <-responses
	require.NoError(t, got.err)
	require.Equal(t, http.StatusForbidden, got.status) // it has no credential
}

func TestStopLosesPatience(t *testing.T) {
	t.Parallel()
	r, arrived, end := arriving(t, confluencetest.Hang(), 20*time.Millisecond)
	responses := make(chan response, 1)
	go func() { responses <- r.do(http.MethodGet, "/wiki/rest/api/user/current", "") }()
	<-arrived
	require.Contains(t, end(), "broken off")
	require.Error(t, (<-responses).err)
}

func TestKnobs(t *testing.T) {
	t.Parallel()
	t.Run("rate", func(t *testing.T) {
		t.Parallel()
		r := start(t, "-rate", "1")
		require.Equal(t, http.StatusOK, r.get("/wiki/rest/api/user/current").status)
		refused := r.get("/wiki/rest/api/user/current")
		require.Equal(t, http.StatusTooManyRequests, refused.status)
		require.Equal(t, "1", refused.header.Get("Retry-After"))
	})
	t.Run("limit", func(t *testing.T) {
		t.Parallel()
		const current = "/wiki/rest/api/user/current"
		r := start(t, "-limit", "getCurrentUser=2:1/1m", "-limit", "*=1:1/1h")
		for _, want := range []int{200, 200, 429} {
			require.Equal(t, want, r.get(current).status)
		}
		require.Equal(t, "2", r.get(current).header.Get("X-Ratelimit-Limit"))
		require.Equal(t, http.StatusOK, r.get("/wiki/rest/api/group").status)
		require.Equal(t, "1", r.get("/wiki/rest/api/group").header.Get("X-Ratelimit-Limit"))

		r = start(t, "-product", "datacenter", "-limit", "admin=3:1/1m")
		require.Equal(t, "60", r.get("/rest/api/user/current").header.Get("X-Ratelimit-Interval-Seconds"))
	})
	t.Run("quota", func(t *testing.T) {
		t.Parallel()
		for style, header := range map[string]string{
			"": "Retry-After", ":all": "RateLimit-Reason", ":retry-after": "Retry-After", ":x-ratelimit": "X-RateLimit-Reset",
			":ratelimit": "RateLimit", ":gateway": "X-RateLimit-Reset",
		} {
			r := start(t, "-quota", "4"+style)
			for _, want := range []int{200, 200, 429} {
				require.Equal(t, want, r.get("/wiki/rest/api/user/current").status)
			}
			require.NotEmpty(t, r.get("/wiki/rest/api/user/current").header.Get(header), style)
		}
	})
	t.Run("cap", func(t *testing.T) {
		t.Parallel()
		for product, path := range map[string]string{
			"cloud": "/wiki/rest/api/group", "datacenter": "/rest/api/group",
		} {
			r := start(t, "-product", product, "-cap", "1")
			require.Contains(t, r.get(path).body, `"size":1`)
		}
	})
	t.Run("anonymous", func(t *testing.T) {
		t.Parallel()
		r := start(t, "-product", "datacenter", "-anonymous")
		r.token = "wrong"
		got := r.get("/rest/api/user/current")
		require.Equal(t, http.StatusOK, got.status)
		require.Contains(t, got.body, "anonymous")
	})
	t.Run("tokens", func(t *testing.T) {
		t.Parallel()
		cloud := start(t, "-tokens")
		require.Regexp(t, `\nuser\t712020:ada\tada@example.com\tapi-token-\w+\n(.|\n)*\npage\t\d+\tDOCS\tWelcome\n(.|\n)*\ntask\t\d+\tcopy page tree\n`, cloud.started)
		require.Contains(t, cloud.started, "\tadmin@example.com\t"+cloud.token+"\n")
		datacenter := start(t, "-product", "datacenter", "-tokens")
		require.Contains(t, datacenter.started, "\nuser\tadmin\t"+datacenter.token+"\n")
	})
	t.Run("every address", func(t *testing.T) {
		t.Parallel()
		r := start(t, "-addr", "0.0.0.0:0")
		require.Regexp(t, `^http://127\.0\.0\.1:\d+/ex/confluence/`, r.url)
	})
}

// What a client does wrong is told where whoever runs the server sees it.
func TestViolationsAreTold(t *testing.T) {
	t.Parallel()
	r := start(t)
	r.get("/wiki/rest/api/user/current?colour=red")
	told := func() bool { return bytes.Contains([]byte(r.stderr.String()), []byte("colour")) }
	require.Eventually(t, told, grace, time.Millisecond)
}

// writeSeed makes a file of a seed.
func writeSeed(t *testing.T, json string) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "seed.json")
	require.NoError(t, os.WriteFile(path, []byte(json), 0o600))
	return path
}

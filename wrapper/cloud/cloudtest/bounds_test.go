package cloudtest_test

import (
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
)

func TestTheRecordIsBounded(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	site.KeepRecord(3)
	for i := range 10 {
		send(t, site, call{path: v1 + "/group?nonsense=" + strconv.Itoa(i) + "&n" + strconv.Itoa(i) + "=1"})
	}
	seen := site.Exchanges()
	require.Len(t, seen, 3)
	require.Equal(t, "nonsense=9&n9=1", seen[2].Query)
	require.Len(t, seen[2].Violations, 2)
	require.Equal(t, int64(10), site.Counts().Requests)
	require.Equal(t, int64(20), site.Counts().Violations)
	require.Len(t, site.Violations(), 3)
	require.Contains(t, site.TakeViolations()[2].Message, `"nonsense"`)
	require.Zero(t, site.Counts().Violations)
	site.ForgetExchanges()
	require.Zero(t, site.Counts().Requests)
}

func TestTheRecordIsOff(t *testing.T) {
	t.Parallel()
	test := &ending{TB: t}
	site := cloudtest.Start(test)
	site.KeepRecord(0)
	send(t, site, call{path: v1 + "/group?nonsense=1"})
	send(t, site, call{method: "POST", path: v1 + "/group", body: `{"name":"x"}`})
	require.Empty(t, site.Exchanges())
	require.Empty(t, site.Violations())
	require.Equal(t, int64(2), site.Counts().Requests)
	test.end()
	require.Len(t, test.failures, 1)
	require.Contains(t, test.failures[0], "1 more")
}

// endless is a body that counts what is read of it.
type endless struct{ read, size int64 }

func (e *endless) Read(p []byte) (int, error) {
	if e.read >= e.size {
		return 0, io.EOF
	}
	n := min(int64(len(p)), e.size-e.read)
	copy(p, strings.Repeat(" ", int(n)))
	e.read += n
	return int(n), nil
}

func TestBodiesHaveALimit(t *testing.T) {
	t.Parallel()
	const most = 5 << 20
	post := func(t *testing.T, site *cloudtest.Server, size, length int64, signedIn bool) (status int, read int64) {
		t.Helper()
		body := &endless{size: size}
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://localhost"+site.BasePath()+v1+"/group", body)
		require.NoError(t, err)
		r.ContentLength = length
		if signedIn {
			r.SetBasicAuth(site.Credential(site.AdminID()))
		}
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("X-Atlassian-Token", "no-check")
		w := &statusWriter{header: http.Header{}}
		site.ServeHTTP(w, r)
		return w.status, body.read
	}
	for name, test := range map[string]struct {
		size, length int64
		signedIn     bool
		status       int
		read         int64
	}{
		"as large as may be":      {most, most, true, 400, most}, // blanks are no JSON
		"chunks up to the limit":  {most, -1, true, 400, most},
		"one byte more":           {most + 1, most + 1, true, 413, 0},
		"chunks beyond the limit": {most * 10, -1, true, 413, most + 1},
		"of a stranger":           {most * 10, most * 10, false, 403, 0},
		"a stranger's chunks":     {most * 10, -1, false, 403, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site := cloudtest.Start(t)
			status, read := post(t, site, test.size, test.length, test.signedIn)
			require.Equal(t, test.status, status)
			require.LessOrEqual(t, read, test.read)
			site.TakeViolations()
			x := site.Exchanges()[0]
			require.Equal(t, test.status, x.Status)
			require.LessOrEqual(t, len(x.Body), 64<<10)
		})
	}
}

// statusWriter is a response that nobody reads.
type statusWriter struct {
	header http.Header
	status int
}

func (w *statusWriter) Header() http.Header { return w.header }

func (w *statusWriter) WriteHeader(status int) { w.status = status }

func (w *statusWriter) Write(p []byte) (int, error) { return len(p), nil }

func TestEveryNthResponseIsChecked(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	for _, n := range []int{0, 1, 3} {
		site.CheckEvery(n)
		for range 7 {
			require.Equal(t, 200, send(t, site, call{path: v1 + "/user/current"}).status)
		}
	}
}

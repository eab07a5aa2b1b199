package confluence_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"math"
	"net/http"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

func TestMaxBody(t *testing.T) {
	t.Parallel()
	const limit = 1000
	for _, length := range []int{0, 1, limit - 1, limit, limit + 1, limit * 10} {
		text := strings.Repeat("1", length) // JSON at any length
		for name, read := range map[string]func(io.Reader) io.Reader{
			"whole": func(r io.Reader) io.Reader { return r }, "byte by byte": iotest.OneByteReader, "end with data": iotest.DataErrReader,
		} {
			for _, known := range []bool{true, false} {
				s := withBody(200, io.NopCloser(read(strings.NewReader(text))), "Content-Type: application/json")
				if known {
					s = reply(200, text, "Content-Type: application/json")
				}
				got, err := do(t.Context(), once(t, newScript(t, s), confluence.WithMaxBody(limit)), "GET", paths["GET"], "")
				if length <= limit {
					require.NoError(t, err, name)
					require.Equal(t, answer{200, text}, got)
					continue
				}
				require.ErrorIs(t, err, confluence.ErrTooLarge)
				require.ErrorContains(t, err, "getThing: GET /rest/api/thing/{id}: 200 OK: confluence: response too large: more than 1000 bytes")
				require.LessOrEqual(t, len(got.body), limit)
			}
		}
	}
}

// The limit is that of what is kept in memory, not of what came.
func TestMaxBodyCountsUncompressed(t *testing.T) {
	t.Parallel()
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, _ = w.Write(bytes.Repeat([]byte("1"), 1<<20))
	require.NoError(t, w.Close())
	handler := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(packed.Bytes())
	}
	_, err := do(t.Context(), once(t, serve(t, handler), confluence.WithMaxBody(1<<19)), "GET", paths["GET"], "")
	require.ErrorIs(t, err, confluence.ErrTooLarge)
	got, err := do(t.Context(), once(t, serve(t, handler), confluence.WithMaxBody(1<<20)), "GET", paths["GET"], "")
	require.NoError(t, err)
	require.Len(t, got.body, 1<<20)
}

// What a service says of the length of its response is not memory that it gets: here
// an exabyte, of a client that reads whatever comes.
func TestLengthIsAClaim(t *testing.T) {
	t.Parallel()
	for _, claim := range []int64{1 << 31, 1 << 60, math.MaxInt64} {
		s := func(req *http.Request) (*http.Response, error) {
			resp, err := reply(200, `{"a":1}`)(req)
			resp.ContentLength = claim
			return resp, err
		}
		got, err := do(t.Context(), once(t, newScript(t, s), confluence.WithMaxBody(math.MaxInt64)), "GET", paths["GET"], "")
		require.NoError(t, err)
		require.Equal(t, answer{200, `{"a":1}`}, got)
	}
}

package confluence

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/operation"
)

// comesBack reports whether memory that was given back is used again; a pool may
// lose it now and then.
func comesBack(b *buffers, give func(), size int, is func(*[]byte) bool) bool {
	for range 100 {
		give()
		if is(b.get(size)) {
			return true
		}
	}
	return false
}

// TestBuffers: memory is used again if it is large enough, and not kept if it is
// too large.
func TestBuffers(t *testing.T) {
	t.Parallel()
	b := &buffers{}
	require.Equal(t, bytes.MinRead, cap(*b.get(1)))
	require.Equal(t, 1000, cap(*b.get(1000)))
	for size, kept := range map[int]bool{1000: true, maxKeptBuffer: true, maxKeptBuffer + 1: false} {
		b := &buffers{}
		own := make([]byte, 5, size)
		first := &own[0]
		again := comesBack(b, func() { b.put(&own) }, size, func(got *[]byte) bool {
			require.Empty(t, *got)
			require.GreaterOrEqual(t, cap(*got), size)
			return got == &own && &(*got)[:1][0] == first
		})
		require.Equal(t, kept, again, size)
	}
}

// TestBodyMemory: a body of a length that is told takes one byte more than it has,
// and gives it back.
func TestBodyMemory(t *testing.T) {
	t.Parallel()
	const most = 10_000
	for name, c := range map[string]struct {
		method string
		told   int64
		want   int
	}{
		"told": {"GET", 5000, 5001}, "the most": {"GET", most, most + 1}, "not told": {"GET", -1, bytes.MinRead}, "HEAD": {"HEAD", 5000, bytes.MinRead},
	} {
		conn := &Conn{buffers: &buffers{}, settings: settings{maxBody: most}}
		var memory *[]byte
		read := func() {
			call := &call{conn: conn, op: &operation.Operation{Method: c.method}}
			body, err := conn.readBody(call, &http.Response{Body: io.NopCloser(strings.NewReader("{}")), ContentLength: c.told})
			require.NoError(t, err)
			memory = body.memory
			if name != "not told" { // its memory grows as it comes
				require.Equal(t, c.want, cap(body.content), name)
			}
			require.NoError(t, body.Close())
			require.NoError(t, body.Close(), "twice")
		}
		require.True(t, comesBack(conn.buffers, read, 1, func(got *[]byte) bool { return got == memory }), name)
	}
}

func TestIsPlainLine(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"": true, "a": true, "a b": true, "!~": true, "a  b": false, " a": false, "a ": false, "a\tb": false, "é": false, "a\x7f": false,
	} {
		require.Equal(t, want, isPlainLine(text), "%q", text)
	}
}

// TestHasFoldAtTheEnd: letters of either case, at the end as well, and no byte behind it.
func TestHasFoldAtTheEnd(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"XSRF": true, "a xSrF": true, "xxsrf b": true, "XxSRF": true, "": false, "x": false, "box": false, "BOX": false, "xsr": false, "xsrg": false,
	} {
		exact := make([]byte, len(text))
		copy(exact, text)
		require.Equal(t, want, hasFold(exact[:len(text):len(text)], "xsrf"), text)
	}
}

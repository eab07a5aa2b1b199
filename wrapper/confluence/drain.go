package confluence

import (
	"io"
	"net/http"
	"time"
)

const (
	// maxDrain and drainTime bound what is done to use a connection again.
	maxDrain  = 4 << 10
	drainTime = 250 * time.Millisecond
	// errorBodyTime bounds the wait for the rest of an error's body: its status
	// is known, and a caller may have set no other limit.
	errorBodyTime = 10 * time.Second
)

// drain reads what little is left of an answer that is not needed, so that its
// connection can be used again, and closes it.
func drain(resp *http.Response) {
	readWithin(resp.Body, maxDrain, drainTime)
	resp.Body = http.NoBody // the retry library drains as well, without a limit of time
}

// readWithin reads up to limit bytes of body and closes it. It returns what
// came before an error or before the time was up.
func readWithin(body io.ReadCloser, limit int64, most time.Duration) []byte {
	end := func() { _ = body.Close() }
	defer end()
	// Closing the body of an answer ends a Read that waits for it.
	timer := time.AfterFunc(most, end)
	defer timer.Stop()
	content, _ := io.ReadAll(io.LimitReader(body, limit))
	return content
}

package confluence

import (
	"io"
	"net/http"
	"time"
)

// errorBodyTime bounds the wait for the rest of an error's body: its status is
// known. Where the request is likely sent again, the words are worth little.
func errorBodyTime(status int) time.Duration {
	if status == http.StatusTooManyRequests || isUnavailable(status) {
		return 500 * time.Millisecond
	}
	return 10 * time.Second
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

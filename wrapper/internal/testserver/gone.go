package testserver

import (
	"errors"
	"io"
	"net"
	"net/http"
)

// Gone reports whether a response could not be written because nobody waits for it
// any more, which is no fault of anybody.
func Gone(r *http.Request, err error) bool {
	_, broken := errors.AsType[*net.OpError](err)
	return broken || errors.Is(err, io.ErrClosedPipe) || r.Context().Err() != nil
}

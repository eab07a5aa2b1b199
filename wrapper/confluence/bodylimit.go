package confluence

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
)

// limit caps what can be read of a successful answer.
func (c *Conn) limit(op *call, resp *http.Response) (*http.Response, error) {
	if resp.ContentLength > c.settings.maxBody && op.method != http.MethodHead {
		_ = resp.Body.Close()
		return nil, op.fail(c.tooLarge())
	}
	if resp.Body != http.NoBody {
		resp.Body = &limitedBody{ReadCloser: resp.Body, conn: c, call: op, left: c.settings.maxBody}
	}
	return resp, nil
}

func (c *Conn) tooLarge() error {
	return fmt.Errorf("%w: more than %d bytes", ErrTooLarge, c.settings.maxBody)
}

// limitedBody ends with [ErrTooLarge] where more than its limit comes, and
// gives errors of reading the name of the operation.
type limitedBody struct {
	io.ReadCloser

	conn *Conn
	call *call
	left int64
}

func (b *limitedBody) Read(p []byte) (int, error) {
	if b.left < 0 {
		return 0, b.call.fail(b.conn.tooLarge())
	}
	// One byte more than is left, to tell a body at the limit from a larger one.
	if int64(len(p))-1 > b.left {
		p = p[:b.left+1]
	}
	n, err := b.ReadCloser.Read(p)
	b.left -= int64(n)
	if b.left < 0 {
		return n - 1, b.call.fail(b.conn.tooLarge())
	}
	if err == nil || errors.Is(err, io.EOF) {
		return n, err
	}
	if !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded) {
		err = &linkError{err}
	}
	return n, b.call.fail(fmt.Errorf("reading the answer: %w", err))
}

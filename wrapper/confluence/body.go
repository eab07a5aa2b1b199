package confluence

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
)

// maxKeptBuffer is the largest buffer that is kept for the next response.
const maxKeptBuffer = 1 << 20

// buffers keeps the memory of bodies that are no longer read, and that of rows.
type buffers struct {
	pool sync.Pool
	rows sync.Pool
}

// get returns an empty buffer for so many bytes.
func (b *buffers) get(size int) *[]byte {
	kept, ok := b.pool.Get().(*[]byte)
	if !ok {
		kept = new([]byte)
	}
	if cap(*kept) < size {
		*kept = make([]byte, 0, max(size, bytes.MinRead))
	}
	*kept = (*kept)[:0]
	return kept
}

func (b *buffers) put(buffer *[]byte) {
	if cap(*buffer) <= maxKeptBuffer {
		b.pool.Put(buffer)
	}
}

// memoryBody is the body of a response that has been read. The product packages
// take it with Bytes, without another copy, and report with Fail what is wrong
// with it.
type memoryBody struct {
	reader  bytes.Reader
	checked bool
	call    *call
	resp    *http.Response
	content []byte
	memory  *[]byte // of the content
	buffers *buffers
}

// Read reads the body for whoever takes it as a stream: the methods of the
// generated client, which would report a body that is no JSON as an error that
// names no call.
func (b *memoryBody) Read(p []byte) (int, error) {
	if !b.checked {
		b.checked = true
		if b.call.op.ID != "" && len(b.content) > 0 && !json.Valid(b.content) {
			return 0, b.Fail(errors.New("the body is not JSON"))
		}
	}
	return b.reader.Read(p)
}

// Bytes returns the body, valid until Close.
func (b *memoryBody) Bytes() []byte { return b.content }

// Close gives the memory back.
func (b *memoryBody) Close() error {
	if b.memory != nil {
		b.reader.Reset(nil)
		*b.memory = b.content[:0]
		b.buffers.put(b.memory)
		b.content, b.memory = nil, nil
	}
	return nil
}

// Rows takes over how many users, groups or other rows the body holds. Until it is
// called, the budget of the client was charged for as many as there can be.
func (b *memoryBody) Rows(n int) { b.call.countRows(n) }

// Memory is where the product packages keep the memory of rows that they have
// converted.
func (b *memoryBody) Memory() *sync.Pool { return &b.buffers.rows }

// Fail returns the error for a body that is not the documented one.
func (b *memoryBody) Fail(cause error) error {
	failure := b.call.responseError(b.resp, b.content, ErrUnexpectedContent, cause)
	failure.Uncertain = !b.call.op.Reads
	failure.Message = "" // a success that breaks off says nothing of an error, but names people
	return failure
}

// readBody reads a successful response to its end and closes it.
func (c *Conn) readBody(call *call, resp *http.Response) (*memoryBody, error) {
	defer func() { _ = resp.Body.Close() }()
	most := c.settings.maxBody
	if resp.ContentLength > most && call.op.Method != http.MethodHead {
		return nil, c.tooLarge()
	}
	size := bytes.MinRead
	if resp.ContentLength > 0 && call.op.Method != http.MethodHead {
		// One more, so that the end is found without growing. Anybody can claim more.
		size = int(min(resp.ContentLength, defaultMaxBody)) + 1
	}
	memory := c.buffers.get(size)
	content := *memory
	for {
		if len(content) == cap(content) {
			content = append(content, 0)[:len(content)]
		}
		n, err := resp.Body.Read(content[len(content):cap(content)])
		content = content[:len(content)+n]
		switch {
		case int64(len(content)) > most:
			return nil, c.tooLarge()
		case errors.Is(err, io.EOF):
			call.body = memoryBody{call: call, resp: resp, content: content, memory: memory, buffers: c.buffers}
			call.body.reader.Reset(content)
			return &call.body, nil
		case err != nil:
			return nil, err
		}
	}
}

func (c *Conn) tooLarge() error {
	return fmt.Errorf("%w: more than %d bytes", ErrTooLarge, c.settings.maxBody)
}

package requesttest

import (
	"maps"
	"slices"
	"strconv"

	"pgregory.net/rapid"
)

// Response is a response that an operation could have.
type Response struct {
	// Method and Path are the operation's.
	Method, Path string
	// Status and Body are the response's, which is JSON.
	Status int
	Body   []byte
	// Err says how the body is not as described.
	Err error
}

// Response draws a response that is mostly as described.
func (c *Contract) Response(t *rapid.T) Response {
	m := &maker{Contract: c, t: t, names: map[string][]string{"": {"x", "2026-01-31T09:30:00.000Z", "known", "group"}}}
	for {
		op := rapid.SampledFrom(c.operations).Draw(t, "operation")
		for _, status := range slices.Sorted(maps.Keys(op.responses)) {
			content, _ := c.resolve(op.responses[status])["content"].(object)
			media, ok := content["application/json"].(object)
			code, err := strconv.Atoi(status)
			if !ok || err != nil || !rapid.Bool().Draw(t, "this status") {
				continue
			}
			body := []byte(m.body(c.resolve(media["schema"])))
			return Response{op.method, op.path, code, body, c.validate(op, status, "application/json", body)}
		}
	}
}

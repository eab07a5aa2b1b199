package walktest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strconv"

	"github.com/confluence-people/go-sdk/wrapper/internal/testing/faulttest"
)

// through is a transport that changes the listing before every request and after
// every response, and hides rows.
func (s *scene) through(next http.RoundTripper) http.RoundTripper {
	return faulttest.RoundTrip(func(r *http.Request) (*http.Response, error) {
		s.before()
		resp, err := next.RoundTrip(r)
		if err != nil {
			return nil, err
		}
		if len(s.hidden) > 0 {
			err = rewrite(resp, s.hide)
		}
		s.after()
		return resp, err
	})
}

// hide turns the rows that are hidden into null.
func (s *scene) hide(page map[string]json.RawMessage) {
	var rows []json.RawMessage
	if json.Unmarshal(page["results"], &rows) != nil {
		return
	}
	for i := range rows {
		for name := range s.hidden {
			if bytes.Contains(rows[i], []byte(`"`+name+`"`)) {
				rows[i] = json.RawMessage("null")
				break
			}
		}
	}
	if changed, err := json.Marshal(rows); err == nil { // what was JSON still is
		page["results"] = changed
	}
}

// rewrite changes the JSON object in a response.
func rewrite(resp *http.Response, change func(map[string]json.RawMessage)) error {
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	_ = resp.Body.Close()
	var object map[string]json.RawMessage
	if json.Unmarshal(body, &object) == nil {
		change(object)
		if body, err = json.Marshal(object); err != nil {
			return err
		}
	}
	resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	resp.Header.Set("Content-Length", strconv.Itoa(len(body)))
	return nil
}

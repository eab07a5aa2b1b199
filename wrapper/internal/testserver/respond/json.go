package respond

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
)

// JSON sends a success with a body in a shape of the test server's own. The
// generated shapes leave out empty and false values, which the service sends.
func JSON(w http.ResponseWriter, body any) error {
	raw, err := json.Marshal(body)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	_, err = w.Write(raw)
	return err
}

// Recorder holds what a handler responds with until it is checked.
type Recorder struct {
	*httptest.ResponseRecorder

	// Undocumented exempts a refusal that real sites respond with and the
	// contract does not name.
	Undocumented bool
}

// NewRecorder returns an empty recorder.
func NewRecorder() *Recorder { return &Recorder{ResponseRecorder: httptest.NewRecorder()} }

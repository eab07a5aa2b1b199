package confluencetest

import (
	"encoding/json"
	"net/http"
)

// response is a success with a body in a shape of this package. The generated
// shapes leave out empty and false values, which the service sends.
type response struct {
	body any
}

func (r response) write(w http.ResponseWriter) error {
	raw, err := json.Marshal(r.body)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	_, err = w.Write(raw)
	return err
}

package main

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"

	"go.yaml.in/yaml/v3"
)

//go:embed seen.yaml
var seenYAML []byte

// seenHead stands above the record.
const seenHead = `# What the known deviations hid and how the published texts read when somebody looked last, by the flag of the
# published file: lines of the report, and fingerprints of texts. Made by "make drift-record"; not edited by hand.

`

// seen is the record of one product.
type seen struct {
	// Hidden are the differences that known.yaml explained.
	Hidden []string `yaml:"hidden"`
	// Texts are fingerprints of what is not compared with ours.
	Texts texts `yaml:"texts"`
}

// loadSeen reads the record by product, from the one built in unless a file is
// named.
func loadSeen(file string) (map[string]seen, error) {
	source, data := "seen.yaml", seenYAML
	if file != "" {
		var err error
		if data, err = os.ReadFile(file); err != nil { //nolint:gosec // a file the caller names
			return nil, fmt.Errorf("record: %w", err)
		}
		source = file
	}
	all := map[string]seen{}
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	decoder.KnownFields(true)
	if err := decoder.Decode(&all); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: %w", source, err)
	}
	return all, nil
}

// writeSeen replaces the record in a file.
func writeSeen(file string, all map[string]seen) error {
	var out bytes.Buffer
	out.WriteString(seenHead)
	encoder := yaml.NewEncoder(&out)
	encoder.SetIndent(2)
	if err := encoder.Encode(all); err != nil {
		return err
	}
	return os.WriteFile(file, out.Bytes(), 0o644) //nolint:gosec // a file of the repository
}

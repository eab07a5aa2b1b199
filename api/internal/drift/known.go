package main

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

//go:embed known.yaml
var knownYAML []byte

// known is a reviewed deviation.
type known struct {
	// Reason is why the contract differs.
	Reason string `yaml:"reason"`
	// Differences are the lines of a report it explains, where * stands for any
	// text.
	Differences []string `yaml:"differences"`
}

// matches says whether a difference is the one a pattern describes. Spaces do
// not count, so that a line can be copied from a report.
func matches(pattern string, d difference) bool { return matchesLine(pattern, d.String()) }

func matchesLine(pattern, line string) bool {
	parts := strings.Split(strings.Join(strings.Fields(pattern), " "), "*")
	text, found := strings.CutPrefix(line, parts[0])
	last := len(parts) - 1
	if last == 0 {
		return found && text == ""
	}
	for _, part := range parts[1:last] {
		i := strings.Index(text, part)
		if i < 0 {
			return false
		}
		text = text[i+len(part):]
	}
	return found && strings.HasSuffix(text, parts[last])
}

// loadKnown reads the known deviations by product, from the list built in unless
// a file is named.
func loadKnown(file string) (map[string][]known, error) {
	source, data := "known.yaml", knownYAML
	if file != "" {
		var err error
		if data, err = os.ReadFile(file); err != nil { //nolint:gosec // a file the caller names
			return nil, fmt.Errorf("known deviations: %w", err)
		}
		source = file
	}
	var all map[string][]known
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	decoder.KnownFields(true)
	if err := decoder.Decode(&all); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: %w", source, err)
	}
	for product, entries := range all {
		if !slices.Contains(products(), product) {
			return nil, fmt.Errorf("%s: %s is none of %v", source, product, products())
		}
		for _, k := range entries {
			if k.Reason == "" || len(k.Differences) == 0 || slices.Contains(k.Differences, "") {
				return nil, fmt.Errorf("%s: %s: an entry needs a reason and differences", source, product)
			}
		}
	}
	return all, nil
}

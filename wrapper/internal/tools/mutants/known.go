package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"go.yaml.in/yaml/v3"
)

// entry is a way to break a line that changes nothing, and why. Without numbers of
// lines it holds while the line stands, wherever in its function.
type entry struct {
	File, Func, Is, Becomes, Why string

	found bool
}

func readKnown(file string) ([]*entry, error) {
	content, err := os.ReadFile(file) //nolint:gosec // the list
	if err != nil {
		return nil, err
	}
	var known []*entry
	decoder := yaml.NewDecoder(bytes.NewReader(content))
	decoder.KnownFields(true)
	if err := decoder.Decode(&known); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	for _, e := range known {
		if e.Why == "" {
			return nil, fmt.Errorf("%s: no reason for %q", file, e.Is)
		}
	}
	return known, nil
}

// match finds the mutants that are listed.
func match(mutants []*mutant, known []*entry) {
	for _, m := range mutants {
		for _, e := range known {
			if e.File == m.File && e.Func == m.Func && e.Is == m.Is && e.Becomes == m.Becomes {
				m.known, e.found = e, true
			}
		}
	}
}

package main

import (
	"io"
	"testing"
)

// TestRun does everything once.
func TestRun(t *testing.T) {
	if err := run(t.Context(), io.Discard, 1, 0); err != nil {
		t.Fatal(err)
	}
}

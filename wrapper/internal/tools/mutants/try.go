package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// try decides about a mutant that the tests of its own package let live.
func try(ctx context.Context, m *mutant, suites []*suite, again bool, log io.Writer) {
	if m.known != nil {
		m.status = max(m.status, lived)
		return
	}
	// Gremlins takes what does not compile, such as a difference of strings, for a failed test.
	if m.status == killed && !strings.Contains(m.Is, "+") {
		return
	}
	work, err := os.MkdirTemp("", "mutant")
	if err != nil {
		return
	}
	defer func() { _ = os.RemoveAll(work) }()
	overlay, err := m.overlay(work)
	if err != nil {
		return
	}
	if _, err := exec.CommandContext(ctx, "go", "build", "-overlay", overlay, "./"+m.Package).CombinedOutput(); err != nil { //nolint:gosec // a package of this tree
		m.status = broken
		return
	}
	if m.status == killed {
		return
	}
	for _, s := range nearest(suites, m) {
		if s.dir == m.Package && m.status == lived && !again {
			continue // gremlins ran it
		}
		m.status = lived
		limit := time.Minute + 3*s.took
		//nolint:gosec // a package of this tree
		cmd := exec.CommandContext(ctx, "go", "test", "-vet=off", "-failfast", "-timeout", limit.String(), "-overlay", overlay, "./"+s.dir)
		cmd.Env = append(os.Environ(), quick()...)
		if cmd.Run() != nil {
			m.status = killed
			_, _ = fmt.Fprintln(log, "killed by", s.dir, m)
			return
		}
	}
	_, _ = fmt.Fprintln(log, "survived", m)
}

// quick keeps properties that fail from being made small, and from being kept.
func quick() []string { return []string{"RAPID_SHRINKTIME=0s", "RAPID_NOFAILFILE=true"} }

// overlay writes the broken file, and the file that names it to the go command.
func (m *mutant) overlay(work string) (string, error) {
	file, err := filepath.Abs(m.File)
	if err != nil {
		return "", err
	}
	by, overlay := filepath.Join(work, "broken.go"), filepath.Join(work, "overlay.json")
	content, err := json.Marshal(map[string]map[string]string{"Replace": {file: by}})
	if err != nil {
		return "", err
	}
	const private = 0o600
	if err := os.WriteFile(by, []byte(m.content), private); err != nil {
		return "", err
	}
	return overlay, os.WriteFile(overlay, content, private)
}

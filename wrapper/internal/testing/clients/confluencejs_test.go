package clients_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestConfluenceJS makes the calls in confluencejs/calls.mjs, at either address.
func TestConfluenceJS(t *testing.T) {
	dir := install(t)
	for name, at := range map[string]func(server) string{
		"site":    func(s server) string { return s.host },
		"gateway": func(s server) string { return s.gateway },
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t)
			calls := exec.CommandContext(t.Context(), "node", "calls.mjs", at(s), s.email, s.token)
			calls.Dir = dir
			out, err := calls.CombinedOutput()
			for line := range strings.Lines(string(out)) {
				if !strings.HasPrefix(line, "ok ") {
					t.Log(strings.TrimSpace(line))
				}
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
}

// install returns a directory with the calls and what they need.
func install(t *testing.T) string {
	t.Helper()
	for _, program := range []string{"node", "npm"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("confluence.js is not tried: %v", err)
		}
	}
	dir := t.TempDir()
	for _, name := range []string{"package.json", "package-lock.json", "calls.mjs"} {
		text, err := os.ReadFile(filepath.Join("confluencejs", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	npm := exec.CommandContext(ctx, "npm", "ci", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1")
	npm.Dir = dir
	if out, err := npm.CombinedOutput(); err != nil {
		t.Skipf("confluence.js is not tried, since its registry is out of reach: %v\n%s", err, out)
	}
	return dir
}

// Package clients_test runs clients of others against confluence-server. Where
// their package registry is out of reach, that is said and the test is skipped.
package clients_test

import (
	"bufio"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"
)

// server is confluence-server with its usual seed.
type server struct {
	host, gateway string // with /wiki of the site, and below the id of the site
	email, token  string
}

// start builds the program and runs it until the test ends.
func start(t *testing.T) server {
	t.Helper()
	program := filepath.Join(t.TempDir(), "confluence-server")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", program, "./wrapper/cmd/confluence-server")
	build.Dir = filepath.Join("..", "..", "..", "..")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building confluence-server: %v\n%s", err, out)
	}
	run := exec.Command(program, "-addr", "127.0.0.1:0", "-control", "off")
	stdout, err := run.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = run.Process.Kill()
		_ = run.Wait() // it was killed
	})
	line, err := bufio.NewReader(stdout).ReadString('\n')
	parts := regexp.MustCompile(`at ((http://[^/]+)/\S+) \(user (\S+), token (\S+)\)`).FindStringSubmatch(line)
	if err != nil || parts == nil {
		t.Fatalf("confluence-server says %q: %v", line, err)
	}
	return server{host: parts[2], gateway: parts[1], email: parts[3], token: parts[4]}
}

// patience is how long a registry may take before it counts as out of reach.
const patience = time.Minute

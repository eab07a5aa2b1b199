package cli

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/input"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/output"
)

// told is what a run was told to do: its flags and files. Two runs that were told
// the same are one that was taken up.
type told struct{ hash []byte }

// add adds to it, each part as it would stand in Go, so that no two look the same.
func (t *told) add(parts ...any) {
	sum := sha256.New()
	sum.Write(t.hash)
	for _, part := range parts {
		_, _ = fmt.Fprintf(sum, "%#v\x00", part)
	}
	t.hash = sum.Sum(nil)
}

// String is short enough for the name of a file.
func (t *told) String() string { return hex.EncodeToString(t.hash[:min(shortHash, len(t.hash))]) }

const shortHash = 8

// table reads a CSV file, or standard input for "-". What it is for is told, too: the
// flag that names it.
func (a *app) table(t *told, role, name string) (*input.Table, error) {
	var content []byte
	var err error
	switch name {
	case "-":
		name = "stdin"
		content, err = io.ReadAll(a.env.Stdin)
	default:
		content, err = os.ReadFile(name) //nolint:gosec // the user names the file
	}
	if err != nil {
		return nil, usage("%w", err)
	}
	return parsed(t, role, name, content)
}

func parsed(t *told, role, name string, content []byte) (*input.Table, error) {
	sum := sha256.Sum256(content)
	t.add(role, hex.EncodeToString(sum[:]))
	return input.Read(name, bytes.NewReader(content))
}

// checkOutput looks whether -o can be written, and would replace no file that the
// command reads or keeps.
func (a *app) checkOutput(to string, needed ...string) error {
	if err := output.Check(to); err != nil {
		return usage("%w", err)
	}
	for _, name := range append(needed, a.settings.journal, a.settings.protectFile) {
		if to != "" && name != "" && sameFile(to, name) {
			return usage("-o %s would replace a file that the command needs", to)
		}
	}
	return nil
}

// sameFile is whether two names are of one file, which may be missing.
func sameFile(a, b string) bool {
	one, oneErr := os.Stat(a)
	two, twoErr := os.Stat(b)
	if oneErr == nil && twoErr == nil {
		return os.SameFile(one, two)
	}
	a, aErr := filepath.Abs(a)
	b, bErr := filepath.Abs(b)
	return aErr == nil && bErr == nil && a == b
}

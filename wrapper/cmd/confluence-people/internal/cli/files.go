package cli

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/input"
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

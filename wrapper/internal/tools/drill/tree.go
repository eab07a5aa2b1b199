package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
)

// tree is a copy of the repository.
type tree struct {
	dir    string
	files  *os.Root
	passed map[check]bool // without any change
}

// copyOf copies the files that git knows.
func copyOf(ctx context.Context, from string) (*tree, error) {
	list := exec.CommandContext(ctx, "git", "ls-files", "-z")
	list.Dir = from
	names, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("git ls-files: %w", err)
	}
	dir, err := os.MkdirTemp("", "drill")
	if err != nil {
		return nil, err
	}
	files, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	t := &tree{dir: dir, files: files, passed: map[check]bool{}}
	for name := range strings.SplitSeq(strings.TrimRight(string(names), "\x00"), "\x00") {
		text, err := os.ReadFile(filepath.Join(from, name)) //nolint:gosec // a file of the repository
		if errors.Is(err, os.ErrNotExist) {
			continue // deleted, and not committed
		}
		if err == nil {
			err = t.write(name, text)
		}
		if err != nil {
			t.remove()
			return nil, err
		}
	}
	return t, nil
}

// remove removes the copy, which is below the folder for such.
func (t *tree) remove() {
	_ = t.files.Close()
	_ = os.RemoveAll(t.dir)
}

func (t *tree) write(name string, text []byte) error {
	const folder, file = 0o700, 0o600
	if err := t.files.MkdirAll(path.Dir(name), folder); err != nil {
		return err
	}
	return t.files.WriteFile(name, text, file)
}

// try makes a change, runs its checks, and takes the change back.
func (t *tree) try(ctx context.Context, e edit) ([]row, error) {
	for _, c := range e.checks {
		if err := t.mustPass(ctx, c); err != nil {
			return nil, err
		}
	}
	name := "api/" + e.product + ".yaml"
	before, err := t.files.ReadFile(name)
	if err != nil {
		return nil, err
	}
	text := string(before)
	for _, change := range e.changes {
		if text, err = change(text); err != nil {
			return nil, fmt.Errorf("the change no longer fits %s: %w", name, err)
		}
	}
	files := map[string][]byte{name: []byte(text)}
	for path, content := range e.files {
		files[path] = []byte(content)
	}
	for path, content := range files {
		if err := t.write(path, content); err != nil {
			return nil, err
		}
	}
	rows, err := t.checks(ctx, e)
	for path := range e.files {
		err = errors.Join(err, t.files.Remove(path))
	}
	return rows, errors.Join(err, t.write(name, before), t.generate(ctx, name))
}

// checks runs the checks of a change that was made.
func (t *tree) checks(ctx context.Context, e edit) ([]row, error) {
	if err := t.generate(ctx, "api/"+e.product+".yaml"); err != nil {
		return nil, err
	}
	rows := make([]row, len(e.checks))
	for i, c := range e.checks {
		output, failed := t.run(ctx, c)
		rows[i] = row{edit: e, check: c}
		rows[i].says, rows[i].seen = message(output, c.word)
		rows[i].seen = rows[i].seen && failed
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// mustPass holds that a check passes as long as nothing is changed.
func (t *tree) mustPass(ctx context.Context, c check) error {
	c.word = ""
	if t.passed[c] {
		return nil
	}
	if output, failed := t.run(ctx, c); failed {
		return fmt.Errorf("%s fails without any change:\n%s", c.test, output)
	}
	t.passed[c] = true
	return nil
}

// run runs a check.
func (t *tree) run(ctx context.Context, c check) (output string, failed bool) {
	args := []string{"build", c.pkg}
	if c.test != "" {
		args = []string{"test", "-count=1", "-run", "^" + c.test + "$", c.pkg}
	}
	output, err := t.goTool(ctx, args...)
	return output, err != nil
}

// generate compiles a contract.
func (t *tree) generate(ctx context.Context, contract string) error {
	if output, err := t.goTool(ctx, "generate", "-run", contract, "./..."); err != nil {
		return fmt.Errorf("go generate: %w\n%s", err, output)
	}
	return nil
}

// goTool runs the go command in the copy. Paths are left out of what it builds, so
// that the copy shares its cache with every other.
func (t *tree) goTool(ctx context.Context, args ...string) (string, error) {
	command := exec.CommandContext(ctx, "go", args...) //nolint:gosec // the arguments are those above
	command.Dir = t.dir
	command.Env = append(os.Environ(), "GOFLAGS=-trimpath", "GOWORK=off")
	var output bytes.Buffer
	command.Stdout, command.Stderr = &output, &output
	err := command.Run()
	return output.String(), err
}

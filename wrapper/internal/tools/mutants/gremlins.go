package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

const (
	module = "github.com/confluence-people/go-sdk"
	engine = "github.com/go-gremlins/gremlins/cmd/gremlins@v0.6.0"
	cache  = ".cache/mutants"
)

// list returns the directories of packages, below the root of the module.
func list(ctx context.Context, patterns []string) ([]string, error) {
	out, err := exec.CommandContext(ctx, "go", append([]string{"list"}, patterns...)...).Output() //nolint:gosec // packages the caller names
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	var packages []string
	for name := range strings.FieldsSeq(string(out)) {
		packages = append(packages, strings.TrimPrefix(name, module+"/"))
	}
	return packages, nil
}

// gremlins breaks one package, without those below it, and runs its own tests.
func gremlins(ctx context.Context, dir string, workers int, again bool, log io.Writer) ([]*mutant, error) {
	file := filepath.Join(cache, strings.ReplaceAll(dir, "/", "_")+".json")
	if _, err := os.Stat(file); err != nil || !again {
		_, _ = fmt.Fprintln(log, "gremlins:", dir)
		if err := os.MkdirAll(cache, 0o750); err != nil {
			return nil, err
		}
		//nolint:gosec // packages the caller names
		cmd := exec.CommandContext(ctx, "go", "run", engine, "unleash", "--workers", strconv.Itoa(workers),
			"--timeout-coefficient", "10", "--exclude-files", "/", "--output-statuses", "l", "--output", file, "./"+dir)
		// The time that the tests take, of which gremlins makes its timeout, must not be that of a cached result.
		cmd.Env = append(append(os.Environ(), quick()...), "GOFLAGS="+os.Getenv("GOFLAGS")+" -count=1 -vet=off")
		cmd.Stdout, cmd.Stderr = log, log
		if err := cmd.Run(); err != nil {
			return nil, fmt.Errorf("gremlins of %s: %w", dir, err)
		}
	}
	return readMutants(dir, file)
}

// readMutants reads what gremlins writes, and the lines it is about.
func readMutants(dir, file string) ([]*mutant, error) {
	content, err := os.ReadFile(file) //nolint:gosec // our own
	if os.IsNotExist(err) {
		return nil, nil // nothing in it can be broken
	}
	if err != nil {
		return nil, err
	}
	var result struct {
		Files []struct {
			Name      string `json:"file_name"`
			Mutations []struct {
				Type   string `json:"type"`
				Status string `json:"status"`
				Line   int    `json:"line"`
				Column int    `json:"column"`
			} `json:"mutations"`
		} `json:"files"`
	}
	if err := json.Unmarshal(content, &result); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	var mutants []*mutant
	for _, f := range result.Files {
		src, err := parse(path.Join(dir, f.Name))
		if err != nil {
			return nil, err
		}
		for _, m := range f.Mutations {
			found, err := src.mutant(m.Type, m.Line, m.Column)
			if err != nil {
				return nil, err
			}
			found.Package, found.status = dir, statusOf(m.Status)
			mutants = append(mutants, found)
		}
	}
	slices.SortFunc(mutants, compare)
	return mutants, nil
}

// statusOf says what a word of gremlins means. Tests that take ten times as long as
// they should hang: the mutant is noticed.
func statusOf(word string) status {
	switch word {
	case "KILLED", "TIMED OUT":
		return killed
	case "LIVED":
		return lived
	case "NOT VIABLE":
		return broken
	}
	return notCovered
}

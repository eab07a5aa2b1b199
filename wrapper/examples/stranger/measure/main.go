// Command measure prints what app pulls in and how much larger than plain it
// is, and fails where that is more than the README promises.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

const (
	maxPackages = 4
	maxBytes    = 1_200_000
)

func main() {
	if err := measure(); err != nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
}

func measure() error {
	packages, err := lines("list", "-mod=readonly", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", "./app")
	if err != nil {
		return err
	}
	packages = slices.DeleteFunc(packages[:len(packages)-1], func(p string) bool { // the last one is app itself
		return strings.HasPrefix(p, "github.com/confluence-people/go-sdk/")
	})
	modules, err := lines("list", "-mod=readonly", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}{{end}}{{end}}", "./app")
	if err != nil {
		return err
	}
	app, err := size("./app")
	if err != nil {
		return err
	}
	plain, err := size("./plain")
	if err != nil {
		return err
	}
	fmt.Printf("packages of other modules: %d (at most %d)\n  %s\n",
		len(packages), maxPackages, strings.Join(packages, "\n  "))
	fmt.Printf("modules:\n  %s\n", strings.Join(unique(modules), "\n  "))
	fmt.Printf("stripped size: %d bytes, %d more than with net/http and JSON alone (at most %d)\n", app, app-plain, maxBytes)
	if len(packages) > maxPackages || app-plain > maxBytes {
		return fmt.Errorf("more than promised")
	}
	return nil
}

// size builds a program, stripped, and returns its size in bytes.
func size(program string) (int64, error) {
	dir, err := os.MkdirTemp("", "measure")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "program")
	if _, err := lines("build", "-mod=readonly", "-trimpath", "-ldflags", "-s -w", "-o", file, program); err != nil {
		return 0, err
	}
	info, err := os.Stat(file)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// lines runs the go command and returns the lines it prints.
func lines(args ...string) ([]string, error) {
	out, err := exec.Command("go", args...).CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("go %s: %w\n%s", args[0], err, out)
	}
	return strings.FieldsFunc(string(out), func(r rune) bool { return r == '\n' }), nil
}

func unique(list []string) []string {
	seen := map[string]bool{}
	var once []string
	for _, item := range list {
		if !seen[item] {
			seen[item] = true
			once = append(once, item)
		}
	}
	return once
}

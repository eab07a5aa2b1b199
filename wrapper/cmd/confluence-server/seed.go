package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// seedSpace is a space of a seed, for both products.
type seedSpace struct {
	Key  string `json:"key"`
	Name string `json:"name"`
}

// seedTask is a task of a seed, for both products.
type seedTask struct {
	Name     string   `json:"name"`
	Duration duration `json:"duration"`
	Messages []string `json:"messages"`
	Fail     string   `json:"fail"`
}

// sowSpaces adds spaces by the method of a product.
func sowSpaces(spaces []seedSpace, known register, add func(key, name string)) error {
	for _, space := range spaces {
		if err := known.claim(space.Key); err != nil {
			return err
		}
		add(space.Key, cmp.Or(space.Name, space.Key))
		known.ids[space.Key] = space.Key
	}
	return nil
}

// sowTasks begins tasks by the method of a product.
func sowTasks(tasks []seedTask, add func(confluencetest.Task) (id string)) error {
	for _, t := range tasks {
		if t.Name == "" {
			return errors.New("a task has no name")
		}
		add(confluencetest.Task{Name: t.Name, Duration: time.Duration(t.Duration), Messages: t.Messages, Fail: t.Fail})
	}
	return nil
}

// duration is written the way Go does, such as "1m30s".
type duration time.Duration

// UnmarshalText reads a duration, which is not negative.
func (d *duration) UnmarshalText(text []byte) error {
	parsed, err := parseDuration(string(text))
	*d = duration(parsed)
	return err
}

func parseDuration(text string) (time.Duration, error) {
	d, err := time.ParseDuration(text)
	if err == nil && d < 0 {
		err = fmt.Errorf("the duration %q is negative", text)
	}
	return d, err
}

// readSeed reads one JSON object, and nothing that the seed has no place for.
func readSeed(text string, seed any) error {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(seed); err != nil {
		if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
			return fmt.Errorf("line %d: %w", lineAt(text, syntax.Offset), err)
		}
		if mismatch, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
			return fmt.Errorf("line %d: %w", lineAt(text, mismatch.Offset), err)
		}
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("there is more after the object")
	}
	return nil
}

func lineAt(text string, offset int64) int {
	return 1 + strings.Count(text[:min(int(offset), len(text))], "\n")
}

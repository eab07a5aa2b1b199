// Package journal keeps on disk what a run is going to do and how far it has
// come, so that a run that was broken off at any moment is taken up where it was.
//
// A journal is a file of JSON lines: a heading, the steps of the plan, a line
// that says the plan is complete, and then what became of each step. A line is on
// the disk before the request it is about is sent. It holds ids and names of
// accounts and groups, what properties held that go, and what people are updated
// from and to; no credential.
package journal

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/lock"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
)

// State is what is known of a step.
type State string

// The states of a step, from first to last.
const (
	Waiting State = ""
	// Begun is a step whose request may have been sent.
	Begun State = "begun"
	// Failed is a step that did not succeed.
	Failed State = "failed"
	// Left is a step that a run left alone, and that no other comes back to.
	Left State = "left"
	// Done is a step that is carried out.
	Done State = "done"
	// Undone is a step that was carried out and undone by another run.
	Undone State = "undone"
)

// Heading says which run a journal is of.
type Heading struct {
	Version int    `json:"journal"`
	Command string `json:"command"`
	Site    string `json:"site"`
	// Side is “cloud” for the Cloud site of a command that has two sites.
	Side string `json:"side,omitempty"`
	// Input stands for what the run was told to do.
	Input string    `json:"input"`
	Time  time.Time `json:"time"`
}

// Journal is the file of a run. Its methods are safe for concurrent use.
type Journal struct {
	Heading Heading
	Path    string

	mu   sync.Mutex
	file *os.File
	// size is that of the lines that are whole, and spoilt whether more may follow: what a
	// write that failed has left of one.
	size   int64
	spoilt bool
	lock   *lock.Lock
	steps  []plan.Step
	states []State
	undo   bool
}

// line is any line of the file but the first.
type line struct {
	Step  *plan.Step `json:"step,omitempty"`
	Name  string     `json:"name,omitempty"` // of whom Step is about
	Ready bool       `json:"ready,omitempty"`
	Undo  bool       `json:"undo,omitempty"`
	N     int        `json:"n,omitempty"`
	State State      `json:"state,omitempty"`
	Task  string     `json:"task,omitempty"`
	Why   string     `json:"why,omitempty"`
}

var (
	// ErrOther is a journal of another run.
	ErrOther = errors.New("the journal is of another run")
	// ErrNone is a file that is something else.
	ErrNone = errors.New("is not a journal of confluence-people")
)

const version = 1

// Create makes a journal with a plan.
func Create(path string, heading Heading, steps []plan.Step) (*Journal, error) {
	locked, err := lock.Take(path)
	if err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600) //nolint:gosec // the user names the file
	if err != nil {
		return nil, errors.Join(fmt.Errorf("journal: %w", err), locked.Free())
	}
	heading.Version = version
	j := &Journal{Heading: heading, Path: path, file: file, lock: locked, steps: steps, states: make([]State, len(steps))}
	lines := make([]any, 0, len(steps)+2)
	lines = append(lines, heading)
	for i := range steps {
		lines = append(lines, line{Step: &steps[i], Name: steps[i].Name})
	}
	if err := j.write(append(lines, line{Ready: true})...); err != nil {
		return nil, errors.Join(err, file.Close(), os.Remove(path), locked.Free())
	}
	return j, nil
}

// Check looks whether a journal can be made, so that nothing is read for one that
// cannot.
func Check(path string) error {
	locked, err := lock.Take(path)
	if err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	return locked.Free()
}

// Open reads the journal of an earlier run to go on with it. It is nil, without
// an error, where there is none: no file, or one whose plan was never complete,
// and of which therefore nothing was sent.
func Open(path string) (*Journal, error) {
	at, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, nil //nolint:nilnil // there is none, and that is no error
	case err != nil:
		return nil, fmt.Errorf("journal: %w", err)
	case !at.Mode().IsRegular():
		return nil, fmt.Errorf("%s %w", path, ErrNone) // what is no file is not to be removed
	}
	locked, err := lock.Take(path)
	if err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	file, err := os.OpenFile(path, os.O_RDWR, 0) //nolint:gosec // the user names the file
	if err != nil {
		return nil, errors.Join(fmt.Errorf("journal: %w", err), locked.Free())
	}
	j := &Journal{Path: path, file: file, lock: locked}
	ready, err := j.read()
	if err == nil && ready {
		err = j.cut()
	}
	if err == nil && ready {
		return j, nil
	}
	err = errors.Join(err, file.Close())
	if err == nil {
		err = os.Remove(path)
	}
	return nil, errors.Join(err, locked.Free())
}

// cut cuts off what a crash or a full disk left of a last line, so that the next is one.
func (j *Journal) cut() error {
	_, err := j.file.Seek(j.size, io.SeekStart)
	return errors.Join(j.file.Truncate(j.size), err)
}

// read fills the journal from its file. It returns whether the plan is complete.
func (j *Journal) read() (ready bool, err error) {
	reader := bufio.NewReader(j.file)
	for number := 1; ; number++ {
		text, err := reader.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			if number == 1 && !torn(text) {
				return false, fmt.Errorf("%s %w", j.Path, ErrNone)
			}
			return ready, nil // text is what a crash left of a line
		}
		if err != nil {
			return false, err
		}
		if number == 1 {
			err = json.Unmarshal(text, &j.Heading)
			switch {
			case err != nil || j.Heading.Version == 0:
				return false, fmt.Errorf("%s %w", j.Path, ErrNone)
			case j.Heading.Version != version:
				err = errors.New("it is no journal of this version of the program")
			}
		} else {
			err = j.take(text, &ready)
		}
		if err != nil {
			return false, fmt.Errorf("%s:%d: %w", j.Path, number, err)
		}
		j.size += int64(len(text))
	}
}

// torn is whether a text is what a crash left of a heading. Any other file is
// somebody's, and not to be removed.
func torn(text []byte) bool {
	const begins = `{"journal":`
	return strings.HasPrefix(begins, string(text)) || strings.HasPrefix(string(text), begins)
}

func (j *Journal) take(text []byte, ready *bool) error {
	var l line
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&l); err != nil {
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("there is more in the line")
	}
	switch {
	case l.Step != nil:
		l.Step.Name = l.Name
		j.steps = append(j.steps, *l.Step)
		j.states = append(j.states, Waiting)
	case l.Ready:
		*ready = true
	case l.Undo:
		j.undo = true
	case l.N < 1 || l.N > len(j.steps):
		return fmt.Errorf("there is no step %d", l.N)
	default:
		j.set(l)
	}
	return nil
}

// write puts lines on the disk.
func (j *Journal) write(lines ...any) error {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	for _, l := range lines {
		if err := encoder.Encode(l); err != nil {
			return fmt.Errorf("journal: %w", err)
		}
	}
	if err := j.put(text.Bytes()); err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	return nil
}

func (j *Journal) put(text []byte) error {
	if j.spoilt {
		if err := j.cut(); err != nil {
			return err
		}
	}
	j.spoilt = true
	if _, err := j.file.Write(text); err != nil {
		return err
	}
	if err := j.file.Sync(); err != nil {
		return err
	}
	j.size, j.spoilt = j.size+int64(len(text)), false
	return nil
}

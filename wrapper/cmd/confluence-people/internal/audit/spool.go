// Package audit reads who is in which group, and writes it for those who ask.
package audit

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// spool is the file in which an audit keeps what it has read, group by group. An
// audit that is broken off is taken up after the last group that is complete, and
// memory holds no members, however many there are.
type spool struct {
	file *os.File
	size int64
	out  *bufio.Writer
	// groups are those read completely, in the order of reading.
	groups []*segment
	byID   map[string]*segment
}

// segment is the part of the spool that holds a group.
type segment struct {
	Group     site.Group
	Subgroups []string
	Members   int
	start     int64
	length    int64
}

// Heading says what a spool is of.
type Heading struct {
	Version int       `json:"audit"`
	Site    string    `json:"site"`
	Told    string    `json:"told"`
	Time    time.Time `json:"time"`
}

// entry is any line but the first: the beginning of a group, a member, or the end
// of the group.
type entry struct {
	Group     *site.Group `json:"group,omitempty"`
	Subgroups []string    `json:"subgroups,omitempty"`
	Person    *row        `json:"p,omitempty"`
	End       bool        `json:"end,omitempty"`
}

// row is a member, with short names: there are many.
type row struct {
	ID       string          `json:"i,omitempty"`
	Name     string          `json:"n,omitempty"`
	Email    string          `json:"e,omitempty"`
	Kind     string          `json:"k,omitempty"`
	Status   string          `json:"s,omitempty"`
	Inactive bool            `json:"x,omitempty"`
	Guest    confluence.Bool `json:"g,omitzero"`
}

// ErrOther is a spool of another audit.
var ErrOther = errors.New("the file is of another audit")

const version = 1

// openSpool goes on with a spool or begins one. It returns when it was begun, if
// that was before.
func openSpool(path string, heading Heading) (*spool, time.Time, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600) //nolint:gosec // the user names the file
	if err != nil {
		return nil, time.Time{}, err
	}
	s := &spool{file: file, byID: map[string]*segment{}}
	began, err := s.resume(heading)
	if err != nil {
		return nil, time.Time{}, errors.Join(fmt.Errorf("%s: %w", path, err), file.Close())
	}
	return s, began, nil
}

func (s *spool) resume(heading Heading) (began time.Time, err error) {
	heading.Version = version
	reader := bufio.NewReader(s.file)
	first, err := reader.ReadBytes('\n')
	switch {
	case errors.Is(err, io.EOF): // new, or cut off before anything was read
	case err != nil:
		return time.Time{}, err
	default:
		var before Heading
		if err := json.Unmarshal(first, &before); err != nil || before.Version != version || before.Site != heading.Site || before.Told != heading.Told {
			return time.Time{}, fmt.Errorf("%w; remove it, or give another file with -journal", ErrOther)
		}
		s.size, began = int64(len(first)), before.Time
		if err := s.read(reader); err != nil {
			return time.Time{}, err
		}
	}
	if err := s.file.Truncate(s.size); err != nil {
		return time.Time{}, err
	}
	if _, err := s.file.Seek(s.size, io.SeekStart); err != nil {
		return time.Time{}, err
	}
	s.out = bufio.NewWriterSize(s.file, spoolBuffer)
	if s.size == 0 {
		return time.Time{}, errors.Join(s.put(heading), s.out.Flush())
	}
	return began, nil
}

const spoolBuffer = 64 << 10

// read finds the groups that are complete. What follows the last is cut off.
func (s *spool) read(reader *bufio.Reader) error {
	at := s.size
	var open *segment
	for {
		text, err := reader.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		at += int64(len(text))
		var e entry
		if err := json.Unmarshal(text, &e); err != nil {
			return err
		}
		switch {
		case e.Group != nil:
			open = &segment{Group: *e.Group, Subgroups: e.Subgroups, start: at}
		case open == nil:
			return fmt.Errorf("%w: it has a member without a group", ErrOther)
		case e.End:
			open.length = at - int64(len(text)) - open.start
			s.complete(open)
			s.size, open = at, nil
		default:
			open.Members++
		}
	}
}

func (s *spool) complete(of *segment) {
	s.groups = append(s.groups, of)
	s.byID[of.Group.ID] = of
}

func (s *spool) put(value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	n, err := s.out.Write(append(text, '\n'))
	s.size += int64(n)
	return err
}

// members calls f with each member of a group.
func (s *spool) members(of *segment, f func(row) error) error {
	lines := bufio.NewReader(io.NewSectionReader(s.file, of.start, of.length))
	for {
		text, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) && len(bytes.TrimSpace(text)) == 0 {
			return nil
		}
		if err != nil {
			return err
		}
		var e entry
		if err := json.Unmarshal(text, &e); err != nil {
			return err
		}
		if err := f(*e.Person); err != nil {
			return err
		}
	}
}

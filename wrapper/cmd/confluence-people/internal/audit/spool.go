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

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/lock"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// spool is the file in which an audit keeps what it has read, group by group. An
// audit that is broken off is taken up after the last page that was kept, and memory
// holds few members, however many there are.
type spool struct {
	file *os.File
	lock *lock.Lock
	size int64
	out  *bufio.Writer
	// groups are those read completely, in the order of reading.
	groups []*segment
	byID   map[string]*segment

	// list are the groups of the walk that is under way, or was broken off, and at is
	// where that is; nil: at its beginning.
	list []site.Group
	at   *site.Checkpoint
	// open is the group in hand; nil: none.
	open *segment
	// last is when something was read last.
	last time.Time
}

// segment is the part of the spool that holds a group.
type segment struct {
	Group     site.Group
	Subgroups []string
	Members   int
	kept      int   // of them, when the walk last said where it was
	begin     int64 // of its first line
	start     int64 // of its first member
	length    int64
}

// Heading says what a spool is of.
type Heading struct {
	Version int       `json:"audit"`
	Site    string    `json:"site"`
	Told    string    `json:"told"`
	Time    time.Time `json:"time"`
}

// entry is any line but the first: a list of groups to read, the beginning of a
// group, a member, the end of the group, or where the walk is, which can be in one
// line with the end.
type entry struct {
	List      []site.Group     `json:"list,omitempty"`
	Group     *site.Group      `json:"group,omitempty"`
	Person    *row             `json:"p,omitempty"`
	End       bool             `json:"end,omitempty"`
	Subgroups []string         `json:"subgroups,omitempty"`
	At        *site.Checkpoint `json:"at,omitempty"`
	// Time is when that was, if something was read.
	Time time.Time `json:"time,omitzero"`
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

const version = 2

// openSpool goes on with a spool or begins one. It returns when it was begun, if
// that was before.
func openSpool(path string, heading Heading) (*spool, time.Time, error) {
	if at, err := os.Stat(path); err == nil && !at.Mode().IsRegular() {
		return nil, time.Time{}, fmt.Errorf("%s: %w; give a file with -journal", path, ErrOther) // it would be removed in the end
	}
	locked, err := lock.Take(path)
	if err != nil {
		return nil, time.Time{}, err
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600) //nolint:gosec // the user names the file
	if err != nil {
		return nil, time.Time{}, errors.Join(err, locked.Free())
	}
	s := &spool{file: file, lock: locked, byID: map[string]*segment{}}
	began, err := s.resume(heading)
	if err != nil {
		return nil, time.Time{}, errors.Join(fmt.Errorf("%s: %w", path, err), s.close())
	}
	return s, began, nil
}

func (s *spool) close() error { return errors.Join(s.file.Close(), s.lock.Free()) }

// remove closes the file before it removes it, as Windows needs it, and lets the next
// run in last.
func (s *spool) remove() error {
	return errors.Join(s.file.Close(), os.Remove(s.file.Name()), s.lock.Free())
}

func (s *spool) resume(heading Heading) (began time.Time, err error) {
	heading.Version = version
	reader := bufio.NewReader(s.file)
	first, err := reader.ReadBytes('\n')
	switch {
	case errors.Is(err, io.EOF) && !isCutOff(first, heading):
		return time.Time{}, fmt.Errorf("%w; remove it, or give another file with -journal", ErrOther)
	case errors.Is(err, io.EOF): // new, or cut off before anything was read
	case err != nil:
		return time.Time{}, err
	default:
		var before Heading
		if err := json.Unmarshal(first, &before); err != nil || before.Version != version || before.Site != heading.Site || before.Told != heading.Told {
			return time.Time{}, fmt.Errorf("%w; remove it, or give another file with -journal", ErrOther)
		}
		s.size, began, s.last = int64(len(first)), before.Time, before.Time
		if err := s.read(reader); err != nil {
			return time.Time{}, err
		}
		if len(s.groups) == 0 && s.open == nil { // nothing was read: it begins now
			s.size, s.list, s.at = 0, nil, nil
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

// isCutOff reports whether a line without an end is what a crash left of a first one:
// nothing, or the beginning of a heading.
func isCutOff(line []byte, heading Heading) bool {
	begins := fmt.Appendf(nil, `{"audit":%d,`, heading.Version)
	return bytes.HasPrefix(line, begins) || bytes.HasPrefix(begins, line)
}

const spoolBuffer = 64 << 10

// read finds out what was kept. What follows the last line that says where the walk
// is comes again, and is cut off.
func (s *spool) read(reader *bufio.Reader) error {
	at := s.size
	for {
		text, err := reader.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return s.cut()
		}
		if err != nil {
			return err
		}
		begin := at
		at += int64(len(text))
		var e entry
		if err := json.Unmarshal(text, &e); err != nil {
			return err
		}
		switch {
		case e.List != nil:
			s.list, s.at, s.size = e.List, nil, at
		case e.Group != nil:
			s.open = &segment{Group: *e.Group, begin: begin, start: at}
		case s.open == nil && (e.Person != nil || e.End):
			return fmt.Errorf("%w: it has a member without a group", ErrOther)
		case e.Person != nil:
			s.open.Members++
		case e.At == nil:
			return fmt.Errorf("%w: it has a line that means nothing", ErrOther)
		default:
			s.at, s.size = e.At, at
			if !e.Time.IsZero() {
				s.last = e.Time
			}
			if s.open != nil {
				s.open.kept = s.open.Members
			}
			if e.End {
				s.end(begin, e.Subgroups)
			}
		}
	}
}

// cut forgets what was read after the last place that was kept.
func (s *spool) cut() error {
	switch {
	case s.open == nil:
	case s.open.start > s.size: // nothing of it was kept
		s.open = nil
	default:
		s.open.Members = s.open.kept
	}
	if s.at != nil && (s.at.Groups < 0 || s.at.Groups > len(s.list)) || s.open != nil && s.at == nil {
		return fmt.Errorf("%w: its groups are others", ErrOther)
	}
	return nil
}

// end ends the group in hand at an offset.
func (s *spool) end(at int64, subgroups []string) {
	s.open.length, s.open.Subgroups = at-s.open.start, subgroups
	s.complete(s.open)
	s.open = nil
}

// unfinished is whether a walk was broken off.
func (s *spool) unfinished() bool { return s.at != nil && s.at.Groups < len(s.list) }

// keep puts what was read on the disk.
func (s *spool) keep() error { return errors.Join(s.out.Flush(), s.file.Sync()) }

// drop forgets what was read of the group in hand.
func (s *spool) drop() error {
	if s.open == nil {
		return nil
	}
	begin := s.open.begin
	s.open = nil
	s.out.Reset(s.file)
	s.size = begin
	_, err := s.file.Seek(begin, io.SeekStart)
	return errors.Join(s.file.Truncate(begin), err)
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
		if e.Person == nil { // where the walk was
			continue
		}
		if err := f(*e.Person); err != nil {
			return err
		}
	}
}

package seed

import (
	"fmt"
	"strconv"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// Space is a space of a seed, for both products.
type Space struct {
	At `json:"-"`

	Key  string `json:"key"`
	Name string `json:"name,omitempty"`
	ID   int64  `json:"id,omitempty"`
}

// ClaimID makes sure that no other space has the id.
func (s Space) ClaimID(ids IDs) *Error {
	if s.ID == 0 { // made up later
		return nil
	}
	return ids.Claim(s.At, fmt.Sprintf("space %q", s.Key), strconv.FormatInt(s.ID, 10))
}

// Task is a task of a seed, for both products.
type Task struct {
	At `json:"-"`

	Name     string   `json:"name"`
	Duration Duration `json:"duration,omitzero"`
	Messages []string `json:"messages,omitempty"`
	Fail     string   `json:"fail,omitempty"`
	ID       string   `json:"id,omitempty"`
	Elapsed  Duration `json:"elapsed,omitzero"`
}

// Duration is written the way Go does, such as "1m30s".
type Duration time.Duration

// UnmarshalText reads a duration, which is not negative.
func (d *Duration) UnmarshalText(text []byte) error {
	parsed, err := ParseDuration(string(text))
	*d = Duration(parsed)
	return err
}

// MarshalText writes a duration.
func (d Duration) MarshalText() ([]byte, error) { return []byte(time.Duration(d).String()), nil }

// ParseDuration reads a duration, which is not negative.
func ParseDuration(text string) (time.Duration, error) {
	d, err := time.ParseDuration(text)
	if err != nil {
		return 0, fmt.Errorf("%q is no duration, such as 1m30s", text)
	}
	if d < 0 {
		return 0, fmt.Errorf("the duration %q is negative", text)
	}
	return d, nil
}

// Moment is a point in time, or a time from the loading of the seed on. The zero
// value is neither.
type Moment struct {
	at    time.Time
	after *time.Duration
}

// MomentAt is a point in time.
func MomentAt(t time.Time) Moment { return Moment{at: t} }

// From returns the point in time for a seed that is loaded now.
func (m *Moment) From(now time.Time) time.Time {
	if m.after != nil {
		return now.Add(*m.after)
	}
	return m.at
}

// IsZero reports whether it is no moment.
func (m *Moment) IsZero() bool { return m.at.IsZero() && m.after == nil }

// UnmarshalText reads a date such as 2026-01-31T12:00:00Z, or a duration.
func (m *Moment) UnmarshalText(text []byte) error {
	if at, err := time.Parse(time.RFC3339Nano, string(text)); err == nil {
		m.at = at
		return nil
	}
	after, err := ParseDuration(string(text))
	if err != nil {
		return fmt.Errorf("%q is neither a date, such as 2026-01-31T12:00:00Z, nor a duration, such as 1h", text)
	}
	m.after = &after
	return nil
}

// MarshalText writes a date.
func (m Moment) MarshalText() ([]byte, error) { return m.at.UTC().MarshalText() }

// Tasks writes tasks down, with how far they are.
func Tasks(tasks []*state.Task, now time.Time) []Task {
	var written []Task
	for _, t := range tasks {
		_, elapsed := t.Progress(now)
		written = append(written, Task{
			Name: t.Name, Duration: Duration(t.Duration), Messages: t.Messages, Fail: t.Fail,
			ID: t.ID, Elapsed: Duration(elapsed),
		})
	}
	return written
}

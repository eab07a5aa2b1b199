// Package audit writes who is in which group of a site, however long that takes.
package audit

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
)

// kept is what is known of a file of rows: how far the walk had come when it had this
// size.
type kept struct {
	Size int64                  `json:"size"`
	At   *cloud.AuditCheckpoint `json:"at"`
}

// Audit writes every membership to a CSV file. Run it again, in the same process or
// another, and it goes on where it was.
func Audit(ctx context.Context, client *cloud.Client, file, journal string) error {
	before, err := load(journal)
	if err != nil {
		return err
	}
	out, err := os.OpenFile(file, os.O_RDWR|os.O_CREATE, 0o600) //nolint:gosec // the user names the file
	if err != nil {
		return err
	}
	// What was written after the last checkpoint comes again.
	if _, err = out.Seek(before.Size, io.SeekStart); err == nil {
		err = errors.Join(out.Truncate(before.Size), walk(ctx, client, out, journal, before.At))
	}
	return errors.Join(err, out.Close())
}

func walk(ctx context.Context, client *cloud.Client, out *os.File, journal string, from *cloud.AuditCheckpoint) error {
	lines := csv.NewWriter(out)
	keep := func(at cloud.AuditCheckpoint) error { // after each page
		lines.Flush()
		size, err := out.Seek(0, io.SeekCurrent)
		return errors.Join(lines.Error(), err, save(journal, kept{size, &at}))
	}
	for m, err := range client.Groups.AllMemberships(ctx, &cloud.AuditOptions{From: from, OnCheckpoint: keep}) {
		if err != nil {
			return err // confluence.ErrQuota says in Error.Reset when to run it again
		}
		if err := lines.Write([]string{m.Group.Name, m.Member.AccountID, m.Member.Name()}); err != nil {
			return err
		}
	}
	return nil
}

func load(journal string) (k kept, err error) {
	text, err := os.ReadFile(journal) //nolint:gosec // the user names the file
	if errors.Is(err, fs.ErrNotExist) {
		return k, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &k)
	}
	return k, err
}

// save replaces the journal, so that there is a whole one at any time.
func save(journal string, k kept) error {
	text, err := json.Marshal(k)
	if err != nil {
		return err
	}
	if err := os.WriteFile(journal+".new", text, 0o600); err != nil {
		return err
	}
	return os.Rename(journal+".new", journal)
}

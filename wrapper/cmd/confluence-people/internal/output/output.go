// Package output writes tables as CSV, as JSON Lines and as a workbook.
package output

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// Kind is what a table is about. Formats with one table write Members alone.
type Kind int

// The kinds.
const (
	Members Kind = iota
	Groups
)

// Writer writes tables, one after the other.
type Writer interface {
	// Table begins a table.
	Table(kind Kind, name string, columns []string) error
	Row(cells []string) error
	// Close writes what is left.
	Close() error
}

// Format chooses a format by the name of a file; CSV for standard output.
func Format(name string) (string, error) {
	switch extension := strings.ToLower(filepath.Ext(name)); extension {
	case "", ".csv":
		return "csv", nil
	case ".jsonl", ".ndjson":
		return "jsonl", nil
	case ".xlsx":
		return "xlsx", nil
	default:
		return "", fmt.Errorf("%s: the name has to end with .csv, .jsonl or .xlsx", name)
	}
}

// New returns a writer of a format.
func New(format string, to io.Writer) Writer {
	switch format {
	case "jsonl":
		return &jsonLines{encoder: json.NewEncoder(to)}
	case "xlsx":
		return newWorkbook(to)
	default:
		return &table{writer: csv.NewWriter(to)}
	}
}

// ToFile writes a file as a whole or not at all; what is there and is no file, such as
// a pipe or a device, is written to.
func ToFile(name string, write func(Writer) error) error {
	format, err := Format(name)
	if err != nil {
		return err
	}
	name, device, err := place(name)
	switch {
	case err != nil:
		return err
	case device:
		return toDevice(name, format, write)
	}
	file, err := beside(name)
	if err != nil {
		return err
	}
	defer os.Remove(file.Name()) //nolint:errcheck // it is gone when all went well
	to := New(format, file)
	if err := errors.Join(write(to), to.Close(), file.Sync(), file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), name)
}

// Check looks whether a file can be written, so that nothing is read for one that
// cannot; no name is standard output.
func Check(name string) error {
	if _, err := Format(name); err != nil || name == "" {
		return err
	}
	name, device, err := place(name)
	if err != nil || device {
		return err
	}
	file, err := beside(name)
	if err != nil {
		return err
	}
	return errors.Join(file.Close(), os.Remove(file.Name()))
}

// place is where a file is: a link stays one. It says whether what is there is no file.
func place(name string) (path string, device bool, err error) {
	switch at, err := os.Stat(name); {
	case errors.Is(err, fs.ErrNotExist):
		return name, false, nil
	case err != nil:
		return "", false, err
	case at.IsDir():
		return "", false, fmt.Errorf("%s is a directory", name)
	case !at.Mode().IsRegular():
		return name, true, nil
	}
	path, err = filepath.EvalSymlinks(name)
	return path, false, err
}

// beside makes the file that is going to be the one of that name.
func beside(name string) (*os.File, error) {
	file, err := os.CreateTemp(filepath.Dir(name), ".confluence-people-*")
	if err != nil {
		if failed, ok := errors.AsType[*os.PathError](err); ok {
			err = failed.Err
		}
		return nil, fmt.Errorf("%s cannot be written: %w", name, err)
	}
	return file, nil
}

func toDevice(name, format string, write func(Writer) error) error {
	file, err := os.OpenFile(name, os.O_WRONLY, 0) //nolint:gosec // the user names it
	if err != nil {
		return err
	}
	to := New(format, file)
	return errors.Join(write(to), to.Close(), file.Close())
}

// table is a CSV file: the rows of all tables of members, with one first line.
type table struct {
	writer  *csv.Writer
	columns bool
	skip    bool
}

// Table begins a table, or leaves it out.
func (t *table) Table(kind Kind, _ string, columns []string) error {
	t.skip = kind != Members
	if t.skip || t.columns {
		return nil
	}
	t.columns = true
	return t.writer.Write(columns)
}

// Row writes a row.
func (t *table) Row(cells []string) error {
	if t.skip {
		return nil
	}
	safe := make([]string, len(cells))
	for i, cell := range cells {
		safe[i] = harmless(cell)
	}
	return t.writer.Write(safe)
}

// harmless keeps a program that opens the file from taking a name that somebody
// chose for a formula.
func harmless(cell string) string {
	if first, _ := utf8.DecodeRuneInString(cell); cell != "" && strings.ContainsRune(formulas, first) {
		return "'" + cell
	}
	return cell
}

// formulas are the characters that formulas begin with, also those of full width.
const formulas = "=+-@\t\r\n\x00＝＋－＠"

// Close writes what is left.
func (t *table) Close() error {
	t.writer.Flush()
	return t.writer.Error()
}

// jsonLines is an object a line, with the columns as keys.
type jsonLines struct {
	encoder *json.Encoder
	keys    []string
	skip    bool
}

// Table begins a table, or leaves it out.
func (j *jsonLines) Table(kind Kind, _ string, columns []string) error {
	j.skip = kind != Members
	j.keys = make([]string, len(columns))
	for i, column := range columns {
		j.keys[i] = strings.ToLower(strings.ReplaceAll(column, " ", "_"))
	}
	return nil
}

// Row writes a row.
func (j *jsonLines) Row(cells []string) error {
	if j.skip {
		return nil
	}
	object := map[string]string{}
	for i, cell := range cells {
		if cell != "" {
			object[j.keys[i]] = cell
		}
	}
	return j.encoder.Encode(object)
}

// Close has nothing left to write.
func (j *jsonLines) Close() error { return nil }

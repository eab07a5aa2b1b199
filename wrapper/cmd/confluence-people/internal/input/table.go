package input

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// Cell is a text and where it stands.
type Cell struct {
	Text         string
	File         string
	Line, Column int
}

// Fault is a fault of this cell.
func (c Cell) Fault(format string, args ...any) Fault {
	return Fault{File: c.File, Line: c.Line, Column: c.Column, Text: fmt.Sprintf(format, args...)}
}

// Table is a CSV file.
type Table struct {
	File   string
	Header []Cell
	Rows   [][]Cell
}

// Read reads a CSV file: with commas, semicolons or tabs, with or without a byte
// order mark, with lines that end in either way. Blank lines are left out. All that is
// wrong with it comes as Faults.
func Read(file string, r io.Reader) (*Table, error) {
	source := bufio.NewReaderSize(r, 64<<10)
	start, err := source.Peek(source.Size())
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if fault := foreign(start); fault != "" {
		return nil, Faults{{File: file, Text: fault}}
	}
	skipped := 0
	if bytes.HasPrefix(start, []byte("\ufeff")) {
		skipped, _ = source.Discard(len("\ufeff"))
		start = start[skipped:]
	}
	lines := 0
	comma, said := separator(start)
	if said { // Excel's own first line, such as sep=;
		if _, err := source.ReadString('\n'); err != nil {
			return nil, Faults{{File: file, Text: "is empty"}}
		}
		lines++
	}
	reader := csv.NewReader(source)
	reader.Comma = comma
	reader.FieldsPerRecord, reader.ReuseRecord = -1, false
	return collect(file, reader, lines, skipped)
}

func collect(file string, reader *csv.Reader, lines, skipped int) (*Table, error) {
	table := &Table{File: file}
	var faults Faults
	for {
		fields, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if wrong, ok := errors.AsType[*csv.ParseError](err); ok {
			faults = append(faults, Fault{file, wrong.Line + lines, wrong.Column, "cannot be read: " + wrong.Err.Error()})
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		row := make([]Cell, len(fields))
		for i, text := range fields {
			line, column := reader.FieldPos(i)
			if line == 1 && lines == 0 {
				column += skipped
			}
			row[i] = Cell{strings.TrimFunc(text, invisible), file, line + lines, column}
			if !utf8.ValidString(text) {
				faults = append(faults, row[i].Fault("is not UTF-8; save the file as “CSV UTF-8”"))
			}
		}
		switch {
		case blank(row):
		case table.Header == nil && slices.ContainsFunc(row, func(c Cell) bool { return strings.Contains(c.Text, "\r") }):
			return nil, Faults{{File: file, Text: "has lines that end in carriage returns alone; save the file as “CSV UTF-8”"}}
		case table.Header == nil:
			table.Header = row
		case len(row) > len(table.Header):
			faults = append(faults, row[len(table.Header)].Fault("there are %d columns here and %d in the first line", len(row), len(table.Header)))
		default:
			table.Rows = append(table.Rows, row)
		}
	}
	if table.Header == nil && len(faults) == 0 {
		faults = append(faults, Fault{File: file, Text: "is empty; the first line has to name the columns"})
	}
	return table, faults.Err()
}

func blank(row []Cell) bool {
	return !slices.ContainsFunc(row, func(c Cell) bool { return c.Text != "" })
}

// foreign says what to do with a file that is no CSV in UTF-8.
func foreign(start []byte) string {
	switch {
	case bytes.HasPrefix(start, []byte("PK\x03\x04")):
		return "is a workbook or an archive, not a CSV file; save the sheet as “CSV UTF-8”, or unpack the archive"
	case bytes.HasPrefix(start, []byte("\xff\xfe")), bytes.HasPrefix(start, []byte("\xfe\xff")), bytes.Contains(start, []byte("\x00")):
		return "is not in UTF-8 but, it seems, in UTF-16; save it as “CSV UTF-8”"
	}
	return ""
}

// separator finds what separates the columns, and whether the first line says
// nothing but that.
func separator(start []byte) (comma rune, said bool) {
	line, _, _ := bytes.Cut(start, []byte("\n"))
	text := strings.TrimRight(string(line), "\r")
	if rest, ok := strings.CutPrefix(text, "sep="); ok && len(rest) == 1 {
		return rune(rest[0]), true
	}
	comma, most := ',', 0
	for _, candidate := range []rune{',', ';', '\t'} {
		quoted, count := false, 0
		for _, r := range text {
			switch r {
			case '"':
				quoted = !quoted
			case candidate:
				if !quoted {
					count++
				}
			}
		}
		if count > most {
			comma, most = candidate, count
		}
	}
	return comma, false
}

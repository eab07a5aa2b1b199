package output

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// workbook is an .xlsx file with a sheet for each table. Rows go through
// excelize's stream, which keeps them on disk.
type workbook struct {
	to     io.Writer
	file   *excelize.File
	stream *excelize.StreamWriter
	row    int
	sheets int
	names  map[string]bool
}

func newWorkbook(to io.Writer) *workbook {
	return &workbook{to: to, file: excelize.NewFile(), names: map[string]bool{"history": true}} // Excel keeps that for itself
}

// maxRows is how many rows a sheet takes.
const maxRows = 1 << 20

// Table begins a sheet.
func (w *workbook) Table(_ Kind, name string, columns []string) error {
	if err := w.flush(); err != nil {
		return err
	}
	sheet := w.sheetName(name)
	var err error
	if w.sheets == 0 { // every workbook begins with one sheet
		err = w.file.SetSheetName(w.file.GetSheetName(0), sheet)
	} else {
		_, err = w.file.NewSheet(sheet)
	}
	if err != nil {
		return err
	}
	w.sheets++
	if w.stream, err = w.file.NewStreamWriter(sheet); err != nil {
		return err
	}
	w.row = 0
	return w.Row(columns)
}

// sheetName makes a name of which a workbook has no other: 31 characters, some not
// allowed, upper and lower case not told apart.
func (w *workbook) sheetName(name string) string {
	clean := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) {
			return '_'
		}
		return r
	}, name)
	clean = strings.Trim(clean, "'")
	if clean == "" {
		clean = "_"
	}
	for number := 1; ; number++ {
		suffix := ""
		if number > 1 {
			suffix = fmt.Sprintf(" (%d)", number)
		}
		candidate := strings.TrimRight(cut(clean, excelize.MaxSheetNameLength-len(suffix)), " ") + suffix
		if folded := strings.ToLower(candidate); !w.names[folded] {
			w.names[folded] = true
			return candidate
		}
	}
}

func cut(text string, runes int) string {
	if utf8.RuneCountInString(text) <= runes {
		return text
	}
	return string([]rune(text)[:runes])
}

// Row writes a row.
func (w *workbook) Row(cells []string) error {
	if w.row++; w.row > maxRows {
		return fmt.Errorf("a sheet of a workbook takes %d rows; write a .csv or .jsonl file", maxRows)
	}
	values := make([]any, len(cells))
	for i, cell := range cells {
		if len(cell) > excelize.TotalCellChars && len(utf16.Encode([]rune(cell))) > excelize.TotalCellChars { // it would be cut off
			return fmt.Errorf("a cell of a workbook takes %d characters; write a .csv or .jsonl file", excelize.TotalCellChars)
		}
		values[i] = cell // a text is never taken for a formula
	}
	at, err := excelize.CoordinatesToCellName(1, w.row)
	if err != nil {
		return err
	}
	return w.stream.SetRow(at, values)
}

func (w *workbook) flush() error {
	if w.stream == nil {
		return nil
	}
	return w.stream.Flush()
}

// Close writes the workbook.
func (w *workbook) Close() error {
	if err := w.flush(); err != nil {
		return err
	}
	if _, err := w.file.WriteTo(w.to); err != nil {
		return err
	}
	return w.file.Close()
}

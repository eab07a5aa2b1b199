package control

import "strings"

// Window is a part of a list.
type Window struct{ Start, Limit int }

func window(start, limit *int) Window {
	const usual = 50
	w := Window{Limit: usual}
	if start != nil {
		w.Start = *start
	}
	if limit != nil {
		w.Limit = *limit
	}
	return w
}

// Select returns the rows in the window, of those that are kept, and how many
// are kept.
func Select[T, R any](rows []T, keep func(T) bool, w Window, show func(T) R) (shown []R, total int) {
	shown = []R{}
	for _, row := range rows {
		if !keep(row) {
			continue
		}
		if total >= w.Start && len(shown) < w.Limit {
			shown = append(shown, show(row))
		}
		total++
	}
	return shown, total
}

// Matches returns what keeps rows with a text in one of their names, in whatever
// case.
func Matches[T any](text string, names func(T) []string) func(T) bool {
	text = strings.ToLower(text)
	return func(row T) bool {
		if text == "" {
			return true
		}
		for _, name := range names(row) {
			if strings.Contains(strings.ToLower(name), text) {
				return true
			}
		}
		return false
	}
}

// All keeps every row.
func All[T any](T) bool { return true }

// List returns a list that JSON does not call null.
func List[T any](rows []T) []T {
	if rows == nil {
		return []T{}
	}
	return rows
}

func textOf(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

// Package members plans changes of memberships from a file of people and groups.
package members

import (
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/input"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/roster"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// Row is a person and the groups the file names beside.
type Row struct {
	Person roster.Ref
	Groups []input.Cell
	// Beside is the name that stands beside the id of the last group, if one does.
	Beside input.Cell
}

// Rows reads the rows of a file. The groups of the command line hold for every
// row. Rows of the administrator's export without a group are left out, and
// counted.
func Rows(table *input.Table, product string, groups []string) (rows []Row, without int, faults input.Faults) {
	people, faults := roster.FindColumns(table, product)
	id, name := -1, table.Sole(&faults, "group name", "group", "groups")
	if product == site.CloudProduct {
		id = table.Sole(&faults, "group id")
	}
	if id < 0 && name < 0 && len(groups) == 0 {
		faults = append(faults, table.Header[0].Fault(
			"no column names the groups; call one “Group” or “Group id”, or name a group with -group (there are: %s)", table.Names()))
	}
	if len(faults) > 0 {
		return nil, 0, faults
	}
	var given []input.Cell
	for _, group := range groups {
		given = append(given, input.Cell{Text: group, File: "-group"})
	}
	export := table.Column("added to org") >= 0
	for _, row := range table.Rows {
		person, ok := people.Of(row)
		if !ok {
			faults = append(faults, row[0].Fault("names nobody"))
			continue
		}
		of := given
		cell, beside := groupOf(row, id, name)
		if cell.Text != "" {
			of = append(of[:len(of):len(of)], cell)
		}
		switch {
		case len(of) > 0:
			rows = append(rows, Row{person, of, beside})
		case export:
			without++
		default:
			at := input.At(row, max(id, name))
			faults = append(faults, at.Fault("names no group"))
		}
	}
	return rows, without, faults
}

// groupOf returns the cell that names the group or groups of a row: the id, which
// is never ambiguous, if there is one, and then the name beside it.
func groupOf(row []input.Cell, id, name int) (cell, beside input.Cell) {
	if cell := input.At(row, id); cell.Text != "" {
		return cell, input.At(row, name)
	}
	return input.At(row, name), input.Cell{}
}

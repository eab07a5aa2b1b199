// Package provision brings the accounts of a Data Center in line with a file.
package provision

import (
	"cmp"
	"errors"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/input"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/roster"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
)

// Row is a person as the file wants them.
type Row struct {
	Username string
	plan.Profile

	Cell input.Cell
	// Groups are the groups, in one cell; empty for none.
	Groups input.Cell
}

// Rows reads the file: user name, full name, e-mail address, and groups separated by
// semicolons or commas. Each row is held against the rules for new accounts, so
// that nothing is refused in the middle that could have been told before.
func Rows(table *input.Table) ([]Row, input.Faults) {
	var faults input.Faults
	username := table.Sole(&faults, "username", "login", "login name")
	name := table.Sole(&faults, "full name")
	email := table.Sole(&faults, roster.EmailColumns()...)
	groups := table.Sole(&faults, "groups", "group", "group name")
	if name < 0 { // beside a full name it may be a part of one
		name = table.Column("name", "display name")
	}
	for _, column := range []struct {
		at   int
		name string
	}{{username, "Username"}, {name, "Full name"}, {email, "Email"}} {
		if column.at < 0 {
			faults = append(faults, table.Header[0].Fault("no column “%s” (there are: %s)", column.name, table.Names()))
		}
	}
	if len(faults) > 0 {
		return nil, faults
	}
	var rows []Row
	lines := map[string]int{}
	for _, cells := range table.Rows {
		row := Row{
			Username: input.At(cells, username).Text, Cell: input.At(cells, username), Groups: input.At(cells, groups),
			Profile: plan.Profile{FullName: input.At(cells, name).Text, Email: input.At(cells, email).Text},
		}
		faults = append(faults, check(row, cells, username, name, email)...)
		for _, cell := range []input.Cell{row.Cell, input.At(cells, email)} {
			if why := unclear(cell.Text); why != "" {
				faults = append(faults, cell.Fault("%s", why))
			}
		}
		if before, ok := lines[roster.Fold(row.Username)]; ok {
			faults = append(faults, row.Cell.Fault("the user name is that of line %d", before))
		}
		lines[roster.Fold(row.Username)] = row.Cell.Line
		rows = append(rows, row)
	}
	return rows, faults
}

// check returns the rules that a row breaks, each where its cell stands.
func check(row Row, cells []input.Cell, username, name, email int) (faults input.Faults) {
	profile := row.Profile
	err := site.Check(plan.Step{Do: plan.Create, Who: row.Username, Profile: &profile})
	broken, ok := errors.AsType[*datacenter.ValidationError](err)
	if !ok {
		if err != nil {
			faults = append(faults, row.Cell.Fault("%v", err))
		}
		return faults
	}
	for _, violation := range broken.Violations {
		column := cmp.Or(map[string]int{"userName": username + 1, "fullName": name + 1, "email": email + 1}[violation.Field], username+1) - 1
		faults = append(faults, input.At(cells, column).Fault("%s", violation.Rule))
	}
	return faults
}

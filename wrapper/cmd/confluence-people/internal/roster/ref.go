// Package roster finds the accounts and groups of a site that a file names in one
// of the forms people have: account ids, user names, e-mail addresses, names and
// ids of groups.
package roster

import (
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/input"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// Form is how a file names an account.
type Form int

// The forms.
const (
	// ID is the account id on Cloud and the user name on Data Center.
	ID Form = iota
	// Email is an e-mail address.
	Email
	// Any is one of the two.
	Any
)

// Ref is an account that a file names.
type Ref struct {
	Cell input.Cell
	Form Form
}

// Columns are the columns of a file that name accounts.
type Columns struct{ id, email, any int }

// idColumns are the names under which exports and people know the id.
func idColumns(product string) []string {
	if product == site.CloudProduct {
		return []string{"account id", "user id", "atlassian id", "atlassian account id"}
	}
	return []string{"username", "login", "login name"}
}

// EmailColumns are the names under which files have addresses.
func EmailColumns() []string { return []string{"email", "e-mail address", "mail"} }

// FindColumns finds the columns that name accounts. Without one it is a fault
// that says which there can be, and so are two for one thing.
func FindColumns(table *input.Table, product string) (Columns, input.Faults) {
	var faults input.Faults
	c := Columns{
		id:    table.Sole(&faults, idColumns(product)...),
		email: table.Sole(&faults, EmailColumns()...),
		any:   table.Sole(&faults, "user", "person", "account", "member", "who"),
	}
	if c.id < 0 && product == site.DatacenterProduct { // beside a user name it may be the user key
		c.id = table.Column("user id")
	}
	if c.id >= 0 || c.email >= 0 || c.any >= 0 {
		return c, faults
	}
	at := table.Header[0]
	if product == site.CloudProduct && table.Column("username") >= 0 {
		return c, input.Faults{at.Fault("names people by user name, which means nothing on Cloud; " +
			"add a column “Account id” or “Email”")}
	}
	names := "“" + strings.Join(idColumns(product), "”, “") + "”, “email” or “user”"
	return c, input.Faults{at.Fault("no column names the people; call one of them %s (there are: %s)", names, table.Names())}
}

// Of returns the account that a row names: by id if it can. It is false for a row
// without one.
func (c Columns) Of(row []input.Cell) (Ref, bool) {
	for _, candidate := range []struct {
		column int
		form   Form
	}{{c.id, ID}, {c.any, Any}, {c.email, Email}} {
		if cell := input.At(row, candidate.column); cell.Text != "" {
			return Ref{cell, candidate.form}, true
		}
	}
	return Ref{}, false
}

// Name makes a reference of a text that is no file's, such as a flag's.
func Name(from, text string) Ref {
	return Ref{input.Cell{Text: strings.TrimSpace(text), File: from}, Any}
}

// isEmail tells an address from an id. Ids of Cloud have no @; user names of Data
// Center can be addresses, and are looked up as names first.
func isEmail(text string) bool { return strings.Contains(text, "@") }

// LooksValid is whether a text can be an address at all.
func LooksValid(email string) bool {
	local, domain, ok := strings.Cut(email, "@")
	return ok && local != "" && strings.Trim(domain, ".") != "" && !strings.ContainsAny(email, " \t<>,;") &&
		!strings.Contains(domain, "@")
}

// Package inactive finds people who take a seat and do not come.
package inactive

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/input"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// Seen is somebody with a seat, and when they were there.
type Seen struct {
	ID, Name, Email string
	// Last is when they were seen last; zero for never, or where it is not told.
	Last time.Time
	// Added is when they came to the organization; zero where it is not told.
	Added time.Time
}

// FromSite reads the active users of Data Center, who are those with seats.
func FromSite(ctx context.Context, on site.Site) ([]Seen, error) {
	var all []Seen
	for person, err := range on.Everybody(ctx) {
		if err != nil {
			return nil, fmt.Errorf("reading the active users: %w", err)
		}
		if !person.Inactive {
			all = append(all, Seen{ID: person.ID, Name: person.Name, Email: person.Email, Last: person.LastLogin})
		}
	}
	return all, nil
}

// columns are those of the administrator's export.
type columns struct {
	id, name, email, status, added, access, last int
}

// FromExport reads the administrator's export. A name of a site chooses between
// several in it. People without access to Confluence are left out, since they take
// no seat.
func FromExport(table *input.Table, siteName string) ([]Seen, error) {
	c, faults := find(table, siteName)
	if err := faults.Err(); err != nil {
		return nil, err
	}
	var all []Seen
	at := map[string]int{}
	for _, row := range table.Rows {
		id := input.At(row, c.id)
		if id.Text == "" {
			faults = append(faults, row[0].Fault("names nobody: the account id is missing"))
			continue
		}
		last, wrong := date(input.At(row, c.last))
		faults = append(faults, wrong...)
		added, wrong := date(input.At(row, c.added))
		faults = append(faults, wrong...)
		if !seated(row, c) {
			continue
		}
		if len(row) <= c.last {
			faults = append(faults, row[0].Fault("the row ends before it says when they were seen; the file may be cut off"))
		}
		i, again := at[id.Text]
		if !again {
			i = len(all)
			at[id.Text] = i
			all = append(all, Seen{ID: id.Text, Name: input.At(row, c.name).Text, Email: input.At(row, c.email).Text})
		}
		// With pivot there is a row for each membership, and exports may be joined.
		all[i].Last, all[i].Added = later(all[i].Last, last), later(all[i].Added, added)
	}
	return all, faults.Err()
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// seated is whether a row is of somebody who takes a seat.
func seated(row []input.Cell, c columns) bool {
	status := strings.ToLower(input.At(row, c.status).Text)
	if status != "" && status != "active" {
		return false
	}
	return c.access < 0 || input.At(row, c.access).Text != ""
}

func find(table *input.Table, siteName string) (columns, input.Faults) {
	at := table.Header[0]
	var faults input.Faults
	c := columns{
		id: table.Sole(&faults, "user id", "atlassian id", "account id"), name: table.Column("user name", "name"), email: table.Column("email"),
		status: table.Sole(&faults, "user status", "status"), added: table.Sole(&faults, "added to org"),
	}
	if c.id < 0 {
		faults = append(faults, at.Fault("no column “User id”; this is not the administrator's export (there are: %s)", table.Names()))
	}
	c.last, faults = choose(table, siteName, "last seen in confluence", faults)
	if c.last < 0 {
		c.last = table.Sole(&faults, "last active date [UTC]", "last active date", "last active")
	}
	c.access, faults = choose(table, siteName, "confluence", faults)
	if seen, access := siteOf(table, c.last), siteOf(table, c.access); seen != "" && access != "" && seen != access {
		faults = append(faults, table.Header[c.last].Fault("is of site %s, and column “%s” of another; choose one with -site, such as -site %[1]s",
			seen, table.Header[c.access].Text))
	}
	if c.last < 0 && len(faults) == 0 {
		faults = append(faults, at.Fault("no column says when people were seen; export the users again at admin.atlassian.com with "+
			"“Last seen in Confluence” (there are: %s)", table.Names()))
	}
	return c, faults
}

// choose finds the column of a product, which is there for each site: "Last seen in
// Confluence - SITE".
func choose(table *input.Table, siteName, begins string, faults input.Faults) (int, input.Faults) {
	column, sites := -1, []string{}
	for i, cell := range table.Header {
		rest, ok := strings.CutPrefix(strings.ToLower(cell.Text), begins)
		name := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(rest), "-"))
		if !ok || rest != "" && !strings.HasPrefix(strings.TrimSpace(rest), "-") {
			continue
		}
		if siteName != "" && !strings.EqualFold(name, siteName) && name != "" {
			sites = append(sites, name)
			continue
		}
		if column >= 0 {
			return -1, append(faults, cell.Fault("there are several sites; choose one with -site, such as -site %s", name))
		}
		column = i
	}
	if column < 0 && len(sites) > 0 {
		return -1, append(faults, table.Header[0].Fault("there is no site %s; there are: %s", siteName, strings.Join(sites, ", ")))
	}
	return column, faults
}

// siteOf is the site in the name of a column, such as "Confluence - SITE".
func siteOf(table *input.Table, column int) string {
	if column < 0 {
		return ""
	}
	_, name, _ := strings.Cut(table.Header[column].Text, "-")
	return strings.ToLower(strings.TrimSpace(name))
}

// date reads the forms in which exports write dates. Never is the zero time.
func date(cell input.Cell) (time.Time, input.Faults) {
	switch strings.ToLower(cell.Text) {
	case "", "never accessed", "never logged in", "never", "n/a", "-":
		return time.Time{}, nil
	}
	for _, layout := range []string{
		"2 Jan 2006", "2 January 2006", "Jan 2, 2006", time.DateOnly, time.DateTime, time.RFC3339, "2006-01-02 15:04", "02/Jan/06",
	} {
		if t, err := time.Parse(layout, cell.Text); err == nil {
			return t, nil
		}
	}
	return time.Time{}, input.Faults{cell.Fault("is no date: %s; a date looks like 12 May 2024 or 2024-05-12", cell.Text)}
}

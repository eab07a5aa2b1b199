package audit

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/output"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// Summary counts what an audit found.
type Summary struct {
	Groups      int `json:"groups"`
	Memberships int `json:"memberships"`
	People      int `json:"people"`
	Guests      int `json:"guests"`
	Apps        int `json:"apps"`
	Inactive    int `json:"inactive"`
	// Hidden counts members whom the site does not name.
	Hidden int `json:"hidden"`
}

// Columns are those of the table of members.
func Columns() []string {
	return []string{"Group", "Group id", "Managed by", "Account", "Name", "Email", "Type", "Status", "Marks", "Via"}
}

func groupColumns() []string {
	return []string{"Group", "Group id", "Managed by", "Members", "Members through groups", "Groups in it"}
}

// Write writes what was read: a table of members for each group, and one of the
// groups.
func (a *Audit) Write(to output.Writer) (Summary, error) {
	sum := Summary{Groups: len(a.spool.groups)}
	people := map[string]bool{}
	groups := slices.Clone(a.spool.groups)
	slices.SortStableFunc(groups, func(x, y *segment) int { return strings.Compare(x.Group.Name, y.Group.Name) })
	var table [][]string
	for _, group := range groups {
		if err := to.Table(output.Members, group.Group.Name, Columns()); err != nil {
			return sum, err
		}
		through, err := a.writeGroup(to, group, people, &sum)
		if err != nil {
			return sum, err
		}
		table = append(table, []string{
			group.Group.Name, group.Group.ID, a.managedBy(group.Group), strconv.Itoa(group.Members), strconv.Itoa(through),
			strings.Join(a.names(group.Subgroups), ", "),
		})
	}
	// A file that lacks a group says so itself: it may go to somebody who has seen
	// no message.
	for _, group := range a.failed {
		line := []string{group.Name, group.ID, a.managedBy(group), "", "", "", "", "", notRead, ""}
		if err := errors.Join(to.Table(output.Members, group.Name, Columns()), to.Row(line)); err != nil {
			return sum, err
		}
		table = append(table, []string{group.Name, group.ID, a.managedBy(group), notRead, "", ""})
	}
	sum.People = len(people)
	if err := to.Table(output.Groups, "All groups", groupColumns()); err != nil {
		return sum, err
	}
	for _, line := range table {
		if err := to.Row(line); err != nil {
			return sum, err
		}
	}
	return sum, nil
}

func (a *Audit) names(ids []string) []string {
	names := make([]string, 0, len(ids))
	for _, id := range ids {
		if group := a.spool.byID[id]; group != nil {
			id = group.Group.Name
		}
		names = append(names, id)
	}
	return names
}

// writeGroup writes the members of a group: those who are in it themselves, and
// then those who are in it through other groups, each once, with the shortest way.
func (a *Audit) writeGroup(to output.Writer, group *segment, people map[string]bool, sum *Summary) (through int, err error) {
	groups, via := a.below(group)
	groups, via = append([]*segment{group}, groups...), append([]string{""}, via...)
	var written map[string]bool
	if len(groups) > 1 {
		written = map[string]bool{}
	}
	for i, from := range groups {
		err := a.spool.members(from, func(r row) error {
			if written[r.ID] && r.ID != "" {
				return nil
			}
			if written != nil {
				written[r.ID] = true
			}
			if i > 0 {
				through++
			}
			a.count(r, people, sum)
			return to.Row([]string{
				group.Group.Name, group.Group.ID, a.managedBy(group.Group), r.ID, r.Name, a.address(r), r.Kind, r.Status,
				strings.Join(marks(r), ", "), via[i],
			})
		})
		if err != nil {
			return through, err
		}
	}
	return through, nil
}

func (a *Audit) address(r row) string {
	if r.Email == "" {
		return a.shown[r.ID]
	}
	return r.Email
}

// notRead marks a group that could not be read.
const notRead = "could not be read"

// managedBy is who decides on the members; Data Center does not say.
func (a *Audit) managedBy(group site.Group) string {
	if group.Elsewhere == "" && a.on.Product() == site.CloudProduct {
		return "administrators"
	}
	return group.Elsewhere
}

// marks are what an auditor looks for.
func marks(r row) (all []string) {
	if r.Guest == confluence.True {
		all = append(all, "guest")
	}
	if isApp(r) {
		all = append(all, "app")
	}
	if r.Inactive {
		all = append(all, "inactive")
	}
	return all
}

func isApp(r row) bool { return r.Kind == site.App }

func (a *Audit) count(r row, people map[string]bool, sum *Summary) {
	sum.Memberships++
	if r.ID == "" {
		sum.Hidden++
		return
	}
	if people[r.ID] {
		return
	}
	people[r.ID] = true
	if r.Guest == confluence.True {
		sum.Guests++
	}
	if isApp(r) {
		sum.Apps++
	}
	if r.Inactive {
		sum.Inactive++
	}
}

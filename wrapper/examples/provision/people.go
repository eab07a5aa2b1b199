package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/datacenter"
)

// person is one row of the file.
type person struct {
	line   int
	user   datacenter.NewUser
	groups []string
}

// readPeople reads rows of user name, full name, e-mail address and groups, the
// groups separated by semicolons. What is wrong with any row is in the error.
func readPeople(file io.Reader) ([]person, error) {
	reader := csv.NewReader(file)
	reader.Comment = '#'
	reader.FieldsPerRecord = 4
	reader.TrimLeadingSpace = true

	var people []person
	var bad []error
	lines := map[string]int{}
	for {
		fields, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return people, errors.Join(bad...)
		}
		if _, ok := errors.AsType[*csv.ParseError](err); ok {
			bad = append(bad, err) // names the line
			continue
		}
		if err != nil {
			return nil, err
		}
		p := newPerson(fields)
		p.line, _ = reader.FieldPos(0)
		if err := p.validate(); err != nil {
			bad = append(bad, fmt.Errorf("line %d: %w", p.line, err))
		}
		if before, ok := lines[p.user.Username]; ok {
			bad = append(bad, fmt.Errorf("line %d: the user name is that of line %d", p.line, before))
		}
		lines[p.user.Username] = p.line
		people = append(people, p)
	}
}

func newPerson(fields []string) person {
	p := person{user: datacenter.NewUser{
		Username:       strings.TrimSpace(fields[0]),
		FullName:       strings.TrimSpace(fields[1]),
		Email:          strings.TrimSpace(fields[2]),
		NotifyViaEmail: true, // the newcomer chooses the password
	}}
	for group := range strings.SplitSeq(fields[3], ";") {
		if group = strings.TrimSpace(group); group != "" {
			p.groups = append(p.groups, group)
		}
	}
	return p
}

func (p person) validate() error {
	if err := p.user.Validate(); err != nil {
		return err
	}
	for _, group := range p.groups {
		if strings.Contains(group, "/") {
			return fmt.Errorf("group %q: most servers refuse to add to a name with a slash", group)
		}
	}
	return nil
}

package inactive

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/output"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
)

// Report is who does not come.
type Report struct {
	// Seats is how many people have one.
	Seats int
	// Inactive are those who were not seen for so long, the longest first.
	Inactive []Seen
	// Never counts those who were never seen and are left out.
	Never int

	now time.Time
}

// NewReport sorts out who was not seen for a number of days. Who was never seen
// counts if it is known that they came that long ago, or if never says so.
func NewReport(all []Seen, days int, never bool, now time.Time) Report {
	r := Report{Seats: len(all), now: now}
	since := now.AddDate(0, 0, -days)
	for _, seen := range all {
		switch {
		case !seen.Last.IsZero() && seen.Last.Before(since):
			r.Inactive = append(r.Inactive, seen)
		case !seen.Last.IsZero():
		case never, !seen.Added.IsZero() && seen.Added.Before(since):
			r.Inactive = append(r.Inactive, seen)
		default:
			r.Never++
		}
	}
	slices.SortFunc(r.Inactive, func(a, b Seen) int { return cmp.Or(a.Last.Compare(b.Last), strings.Compare(a.ID, b.ID)) })
	return r
}

// Write writes who does not come.
func (r Report) Write(to output.Writer) error {
	if err := to.Table(output.Members, "Inactive", []string{"Account", "Name", "Email", "Last seen", "Days"}); err != nil {
		return err
	}
	for _, seen := range r.Inactive {
		last, days := "never", ""
		if !seen.Last.IsZero() {
			last, days = seen.Last.Format(time.DateOnly), strconv.Itoa(int(r.now.Sub(seen.Last)/day))
		}
		if err := to.Row([]string{seen.ID, seen.Name, seen.Email, last, days}); err != nil {
			return err
		}
	}
	return nil
}

const day = 24 * time.Hour

// Text is the report in a sentence. Without a price it tells of no money.
func (r Report) Text(days int, price float64) string {
	text := fmt.Sprintf("%d of %d seats are taken by people who were not seen for %d days", len(r.Inactive), r.Seats, days)
	if price > 0 {
		text += fmt.Sprintf(": %.2f a month", float64(len(r.Inactive))*price)
	}
	if r.Never > 0 {
		text += fmt.Sprintf("; %d more were never seen and may be new (-never includes them)", r.Never)
	}
	return text
}

// Plan takes those who do not come out of the groups that give seats, and on Data
// Center disables them if that is wanted.
func (r Report) Plan(seats *Seats, disable bool) plan.Plan {
	made := plan.Plan{Left: seats.left}
	away := map[string]bool{}
	for _, seen := range r.Inactive {
		away[seats.key(seen.ID)] = true
	}
	for _, group := range seats.groups {
		for _, member := range seats.direct[group.ID] {
			if away[seats.key(member.ID)] {
				made.Steps = append(made.Steps, plan.Step{
					Do: plan.Remove, Who: member.ID, Name: member.Name, Group: group.ID, GroupName: group.Name,
				})
			}
		}
	}
	if disable {
		for _, seen := range r.Inactive {
			made.Steps = append(made.Steps, plan.Step{Do: plan.Disable, Who: seen.ID, Name: seen.Name})
		}
	}
	return made
}

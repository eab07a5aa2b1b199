package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/audit"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/output"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/report"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/roster"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

func (a *app) audit() *cobra.Command {
	var to string
	var groups []string
	var estimate bool
	command := &cobra.Command{
		Use:   "audit",
		Short: "List every group with its members",
		Long: `List every group with its members, as CSV, JSON Lines (.jsonl) or a workbook (.xlsx) with a
sheet for each group. Guests, apps and inactive people are marked. On Data Center people who are in
a group through other groups are listed, too, with the way, and groups that hold each other in a
circle are named. It changes nothing. Eight groups are read side by side. An audit that is broken off
goes on after the last page that was read. In CSV a name that a spreadsheet would take for a formula begins with an apostrophe.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.runAudit(cmd.Context(), to, groups, estimate)
		},
	}
	flags := command.Flags()
	flags.StringVarP(&to, "output", "o", "", "file to write, .csv, .jsonl or .xlsx (default CSV on standard output)")
	flags.StringArrayVar(&groups, "group", nil, "name or id of a group to read instead of all; can be repeated")
	flags.BoolVar(&estimate, "estimate", false, "only tell what it is going to cost")
	return command
}

func (a *app) runAudit(ctx context.Context, file string, groups []string, estimate bool) error {
	if err := a.checkOutput(file); err != nil {
		return err
	}
	a.settings.apply = false // and so the connection refuses to write
	to, err := a.target(ctx, "")
	if err != nil {
		return err
	}
	on, err := a.connect(ctx, to)
	if err != nil {
		return err
	}
	chosen, err := a.chosen(ctx, on, groups)
	if err != nil {
		return err
	}
	if estimate {
		made, err := audit.NewEstimate(ctx, on, chosen, a.reporter())
		if err != nil {
			return err
		}
		if to.Basic {
			made.Points, made.Hours = 0, 0
		}
		a.reporter().Fact("estimate", made)
		return nil
	}
	a.announce(on, len(chosen))
	var t told
	t.add("audit", on.URL(), slices.Sorted(slices.Values(groups)))
	spool := cmp.Or(a.settings.journal, fmt.Sprintf("confluence-people-audit-%s.journal", t.String()))
	if a.settings.demo {
		spool = cmp.Or(a.settings.journal, a.demoFile("audit"))
	}
	return a.audited(ctx, on, chosen, file, spool, audit.Heading{Site: on.URL(), Told: t.String(), Time: time.Now().UTC()})
}

// announce says how much there is to read. On Data Center an estimate knows no more.
func (a *app) announce(on site.Site, groups int) {
	requests, more := 2*groups, "" // members and subgroups
	if on.Product() == site.CloudProduct {
		requests, more = groups, "; -estimate counts the members first"
	}
	a.reporter().Say("%s to read, at least %s%s", report.Count(groups, "group"), report.Count(requests, "request"), more)
}

// chosen are the groups to read: all, or those named.
func (a *app) chosen(ctx context.Context, on site.Site, names []string) ([]site.Group, error) {
	if len(names) == 0 {
		all, err := roster.ReadGroups(ctx, on)
		if err != nil {
			return nil, fmt.Errorf("reading the groups: %w", err)
		}
		return all.All, nil
	}
	chosen, faults, err := named(ctx, on, "-group", names)
	if err := errors.Join(err, faults.Err()); err != nil {
		return nil, err
	}
	if on.Product() == site.DatacenterProduct {
		return withNested(ctx, on, chosen)
	}
	return chosen, nil
}

// withNested adds the groups within groups, which are needed to know who is in
// these.
func withNested(ctx context.Context, on site.Site, groups []site.Group) ([]site.Group, error) {
	seen := map[string]bool{}
	for _, group := range groups {
		seen[group.ID] = true
	}
	for i := 0; i < len(groups); i++ {
		for sub, err := range on.Subgroups(ctx, groups[i].ID) {
			if err != nil {
				return nil, err
			}
			if !seen[sub.ID] {
				seen[sub.ID] = true
				groups = append(groups, sub)
			}
		}
	}
	return groups, nil
}

// audited reads and writes. The file with what was read stays until all of it was
// written.
func (a *app) audited(ctx context.Context, on site.Site, groups []site.Group, file, spool string, heading audit.Heading) error {
	made, err := audit.Open(on, spool, heading, a.reporter())
	if err != nil {
		return err
	}
	defer made.Close() //nolint:errcheck // what was read was synced
	// A quota may make an audit last longer than a day, in many runs; each is near the last.
	if !made.Began.IsZero() && a.tooOld(made.Last) {
		return usage("%s has what an audit of %s read, which may have changed; to read the rest all the same, add -journal %[1]s; to begin anew, remove it",
			spool, made.Began.Format(time.RFC3339))
	}
	readErr := made.Read(ctx, groups)
	if readErr != nil && !errors.Is(readErr, audit.ErrIncomplete) {
		return a.resumable(readErr, spool)
	}
	if err := made.Addresses(ctx); err != nil {
		return a.resumable(err, spool)
	}
	var sum audit.Summary
	write := func(to output.Writer) error {
		var err error
		sum, err = made.Write(to)
		return err
	}
	if err := a.list(file, write); err != nil {
		return err
	}
	for _, cycle := range made.Cycles() {
		a.reporter().Say("groups hold each other in a circle: %s", cycle)
	}
	a.reporter().Say("groups: %d, memberships: %d, people: %d, of whom guests: %d, apps: %d, inactive: %d; memberships of people whom the site hides: %d",
		sum.Groups, sum.Memberships, sum.People, sum.Guests, sum.Apps, sum.Inactive, sum.Hidden)
	if readErr != nil {
		return a.resumable(readErr, spool)
	}
	return made.Remove()
}

func (a *app) resumable(err error, spool string) error {
	a.reporter().Stopped(err, spool)
	if errors.Is(err, confluence.ErrInvalid) {
		return err
	}
	return errors.Join(errTold, err)
}

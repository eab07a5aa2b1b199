package cli

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/demo"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/inactive"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/output"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// seats are the flags of inactive.
type seats struct {
	days           int
	site, to       string
	price          float64
	never, disable bool
	groups         []string
}

func (a *app) inactive() *cobra.Command {
	var s seats
	command := &cobra.Command{
		Use:   "inactive [EXPORT]",
		Short: "Tell who has a seat and does not come, and take the seat away",
		Long: `Tell who has not been seen for -days, and what their seats cost. With -group it is about the members of
the groups that give seats, and takes them out; with -disable their accounts on Data Center are disabled.

Data Center tells of the last login itself. Cloud does not: give the administrator's export, from
admin.atlassian.com, Directory, Users, Export users.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.runInactive(cmd.Context(), args, s) },
	}
	flags := command.Flags()
	flags.IntVar(&s.days, "days", defaultDays, "how long they have not been seen")
	flags.StringVar(&s.site, "site", "", "site of the export, where it has several")
	flags.StringVarP(&s.to, "output", "o", "", "file for the list, .csv, .jsonl or .xlsx (default CSV on standard output)")
	flags.Float64Var(&s.price, "seat-price", 0, "what a seat costs a month")
	flags.BoolVar(&s.never, "never", false, "include people who were never seen and may be new")
	flags.StringArrayVar(&s.groups, "group", nil, "name or id of a group that gives a seat, to take people out of; can be repeated")
	flags.BoolVar(&s.disable, "disable", false, "disable accounts (Data Center)")
	return command
}

const (
	defaultDays = 90
	// maxDays is a century. With far more the date would overflow, and nobody be seen since.
	maxDays = 36_500
)

func (a *app) runInactive(ctx context.Context, args []string, s seats) error {
	to, err := a.target(ctx, "")
	if err != nil {
		return err
	}
	isCloud := to.Product == site.CloudProduct
	outputErr := a.checkOutput(s.to, args...)
	switch {
	case outputErr != nil:
		return outputErr
	case s.days < 1 || s.days > maxDays:
		return usage("-days is %d; it has to be between 1 and %d", s.days, maxDays)
	case s.disable && isCloud:
		return usage("-disable is for Data Center alone; accounts of Cloud are deactivated at admin.atlassian.com")
	case isCloud && len(args) == 0 && !a.settings.demo:
		return usage("Cloud does not tell who was seen when; give the administrator's export " +
			"(admin.atlassian.com, Directory, Users, Export users)")
	case !isCloud && len(args) > 0:
		return usage("Data Center tells itself who was seen when; give no file")
	}
	var words []string // that -demo stands for
	if a.settings.demo && len(s.groups) == 0 && !s.disable {
		s.groups = []string{"confluence-users"}
		words = []string{"-group", s.groups[0]}
	}
	var t told
	t.add(s.days, s.site, s.never, s.disable, s.groups)
	var all []inactive.Seen
	if isCloud {
		table, err := a.file(&t, args, demo.Export(time.Now()), words...)
		if err != nil {
			return err
		}
		if all, err = inactive.FromExport(table, s.site); err != nil {
			return err
		}
	} else if words != nil {
		a.tellDemo("", words...)
	}
	on, err := a.connect(ctx, to)
	if err != nil {
		return err
	}
	prepare := func(ctx context.Context) (inactive.Report, *inactive.Seats, error) {
		groups, faults, err := named(ctx, on, "-group", s.groups)
		if err := errors.Join(err, faults.Err()); err != nil {
			return inactive.Report{}, nil, err
		}
		if !isCloud {
			if all, err = inactive.FromSite(ctx, on); err != nil {
				return inactive.Report{}, nil, err
			}
		}
		seats, err := inactive.ReadSeats(ctx, on, groups, a.reporter())
		if err != nil {
			return inactive.Report{}, nil, err
		}
		return inactive.NewReport(seats.Holders(all), s.days, s.never, time.Now()), seats, nil
	}
	if len(s.groups) == 0 && !s.disable {
		report, _, err := prepare(ctx)
		if err != nil {
			return err
		}
		return a.tellInactive(report, s)
	}
	var report inactive.Report
	var seats *inactive.Seats
	return a.carry(ctx, job{
		command: "inactive", told: t, on: on,
		plan: func(ctx context.Context) (made plan.Plan, err error) {
			if report, seats, err = prepare(ctx); err != nil {
				return plan.Plan{}, err
			}
			return report.Plan(seats, s.disable), nil
		},
		list: func(plan.Plan) error { return a.tellInactive(report, s) },
		sum:  func(made plan.Plan) string { return seats.FreedText(made, s.price) },
	})
}

// tellInactive writes the list, and says what it costs.
func (a *app) tellInactive(report inactive.Report, s seats) error {
	err := a.list(s.to, report.Write)
	a.reporter().Say("%s", report.Text(s.days, s.price))
	return err
}

// list writes a table into a file, or to standard output as the report is.
func (a *app) list(name string, write func(output.Writer) error) error {
	if name != "" {
		return output.ToFile(name, write)
	}
	format := "csv"
	if a.settings.json {
		format = "jsonl"
	}
	to := output.New(format, a.env.Stdout)
	return errors.Join(write(to), to.Close())
}

package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/demo"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/input"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/provision"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

func (a *app) provision() *cobra.Command {
	var o provision.Options
	command := &cobra.Command{
		Use:   "provision FILE",
		Short: "Create and update the accounts of a Data Center after a CSV file",
		Long: `Create and update the accounts of a Data Center after a CSV file, and put people into groups. The
first line names the columns “Username”, “Full name”, “Email” and, if you like, “Groups”, separated by
semicolons. Newcomers are mailed and choose a password. Nobody is taken out of a group.`,
		Args: a.fileOrDemo,
		RunE: func(cmd *cobra.Command, args []string) error { return a.runProvision(cmd.Context(), args, o) },
	}
	flags := command.Flags()
	flags.BoolVar(&o.DisableMissing, "disable-missing", false, "disable active accounts that the file does not name")
	flags.BoolVar(&o.Enable, "enable", false, "enable accounts of the file that are disabled")
	return command
}

func (a *app) runProvision(ctx context.Context, args []string, o provision.Options) error {
	to, err := a.target(ctx, site.DatacenterProduct)
	if err != nil {
		return err
	}
	var t told
	t.add(o)
	table, err := a.file(&t, args, demo.Newcomers())
	if err != nil {
		return err
	}
	rows, faults := provision.Rows(table)
	if err := faults.Err(); err != nil {
		return err
	}
	if o.DisableMissing && len(rows) == 0 {
		return input.Faults{table.Header[0].Fault("there are no rows, and -disable-missing would disable everybody")}
	}
	on, err := a.connect(ctx, to)
	if err != nil {
		return err
	}
	return a.carry(ctx, job{command: "provision", told: t, on: on, plan: func(ctx context.Context) (plan.Plan, error) {
		return provision.Plan(ctx, on, rows, o, a.reporter())
	}})
}

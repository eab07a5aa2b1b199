package cli

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/demo"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/input"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/members"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/roster"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

func (a *app) members() *cobra.Command {
	var remove, exact bool
	var groups []string
	var people string
	command := &cobra.Command{
		Use:   "members FILE",
		Short: "Put the people of a CSV file into groups, take them out, or make groups equal to the file",
		Long: `Put the people of a CSV file into groups; with -remove take them out; with -exact make
the groups that the file names have the members it names and no others.

The first line of the file names the columns: “Account id”, “Username” (Data Center), “Email” or
“User” for the person, “Group” or “Group id” for the group. The administrator's export of
admin.atlassian.com can be used as it is. FILE is - for standard input.`,
		Args: a.fileOrDemo,
		RunE: func(cmd *cobra.Command, args []string) error {
			mode := members.Add
			switch {
			case remove && exact:
				return usage("-remove and -exact exclude each other")
			case remove:
				mode = members.Remove
			case exact:
				mode = members.Exact
			}
			return a.runMembers(cmd.Context(), args, mode, groups, people)
		},
	}
	flags := command.Flags()
	flags.BoolVar(&remove, "remove", false, "take people out of the groups")
	flags.BoolVar(&exact, "exact", false, "make the groups equal to the file")
	flags.StringArrayVar(&groups, "group", nil, "name or id of a group for every row; can be repeated")
	flags.StringVar(&people, "people", "", "administrator's export that says who has which address")
	return command
}

// fileOrDemo asks for one file, and none with -demo.
func (a *app) fileOrDemo(_ *cobra.Command, args []string) error {
	if len(args) == 1 || len(args) == 0 && a.settings.demo {
		return nil
	}
	return usage("give one file, or - for standard input")
}

// file reads the file of a command, or that of the demo, which has more words then.
func (a *app) file(t *told, args []string, ofDemo string, words ...string) (*input.Table, error) {
	if len(args) == 0 {
		a.tellDemo(ofDemo, words...)
		return parsed(t, "file", "demo.csv", []byte(ofDemo))
	}
	return a.table(t, "file", args[0])
}

func (a *app) runMembers(ctx context.Context, args []string, mode members.Mode, groups []string, people string) error {
	to, err := a.target(ctx, "")
	if err != nil {
		return err
	}
	var t told
	t.add(mode, groups)
	table, err := a.file(&t, args, demo.Members(to.Product))
	if err != nil {
		return err
	}
	rows, without, faults := members.Rows(table, to.Product, groups)
	if err := faults.Err(); err != nil {
		return err
	}
	exports, err := a.exports(&t, table, people)
	if err != nil {
		return err
	}
	on, err := a.connect(ctx, to)
	if err != nil {
		return err
	}
	return a.carry(ctx, job{command: "members", told: t, on: on, plan: func(ctx context.Context) (plan.Plan, error) {
		finder, err := roster.NewPeople(on, exports...)
		if err != nil {
			return plan.Plan{}, err
		}
		if without > 0 {
			a.reporter().Say("%d rows of the export are in no group", without)
		}
		return members.Plan(ctx, on, finder, rows, mode, a.reporter())
	}})
}

// exports are the files that say who has which address: the one of -people, and
// the input itself where it does.
func (a *app) exports(t *told, table *input.Table, people string) ([]*input.Table, error) {
	var exports []*input.Table
	if table.Column("user id", "account id", "atlassian id") >= 0 && table.Column("email", "mail") >= 0 {
		exports = append(exports, table)
	}
	if people == "" {
		return exports, nil
	}
	more, err := a.table(t, "people", people)
	return append(exports, more), err
}

// target is the site of a command, which may be made for one product alone.
func (a *app) target(ctx context.Context, product string) (Address, error) {
	if a.settings.demo {
		to := Address{Product: product}
		if to.Product == "" {
			to.Product = a.settings.product
		}
		if to.Product == "" {
			to.Product = site.CloudProduct
		}
		return to, nil
	}
	to, err := a.address(ctx, envPrefix, "", a.settings.profile)
	if err == nil && product != "" && to.Product != product {
		err = usage("this command is for %s alone, and the site is one of %s", product, to.Product)
	}
	switch {
	case a.settings.profile != "":
		a.undoFlags = []string{"-profile", a.settings.profile}
	case a.settings.url != "":
		a.undoFlags = []string{"-url", a.settings.url}
	}
	if a.settings.product != "" {
		a.undoFlags = append(a.undoFlags, "-product", a.settings.product)
	}
	return to, err
}

// connect reaches a site, or makes that of the demo.
func (a *app) connect(ctx context.Context, to Address) (site.Site, error) {
	if !a.settings.demo {
		return a.env.Connect(ctx, to, a.options())
	}
	on, stop, err := demo.Open(to.Product, a.options())
	if err != nil {
		return nil, err
	}
	a.closers = append(a.closers, stop)
	return on, nil
}

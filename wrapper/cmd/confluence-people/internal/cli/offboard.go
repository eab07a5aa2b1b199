package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/demo"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/input"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/offboard"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/roster"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// leaving are the flags of offboard.
type leaving struct {
	file, people           string
	keep, spaces, contents []string
	remove                 bool
}

func (a *app) offboard() *cobra.Command {
	var l leaving
	command := &cobra.Command{
		Use:   "offboard WHO…",
		Short: "Take people who leave out of their groups, end their watches, disable or delete them",
		Long: `Take people who leave out of all groups but those of -keep-group, end their watches in the
spaces and on the content named, and on Cloud delete what apps have stored with them. On Data Center
their accounts are disabled, or deleted with -delete, which cannot be undone. WHO is an account id, a
user name or an e-mail address; -file has more.

The service does not list what somebody watches: watches are looked for where -space and -content say.
Accounts of Cloud are deactivated at admin.atlassian.com.`,
		RunE: func(cmd *cobra.Command, args []string) error { return a.runOffboard(cmd.Context(), args, l) },
	}
	flags := command.Flags()
	flags.StringVar(&l.file, "file", "", "CSV file of the people; - for standard input")
	flags.StringVar(&l.people, "people", "", "administrator's export that says who has which address")
	flags.StringArrayVar(&l.keep, "keep-group", nil, "name or id of a group nobody is taken out of; can be repeated")
	flags.StringSliceVar(&l.spaces, "space", nil, "keys of spaces whose watches are ended")
	flags.StringSliceVar(&l.contents, "content", nil, "ids of content whose watches are ended")
	flags.BoolVar(&l.remove, "delete", false, "delete accounts of Data Center for good")
	return command
}

func (a *app) runOffboard(ctx context.Context, args []string, l leaving) error {
	to, err := a.target(ctx, "")
	if err != nil {
		return err
	}
	if l.remove && to.Product == site.CloudProduct {
		return usage("-delete is for Data Center alone; accounts of Cloud are deleted at admin.atlassian.com")
	}
	if a.settings.demo && len(args) == 0 && l.file == "" {
		args, l.spaces = demo.Leaver(to.Product)
		a.tellDemo("", append(slices.Clone(args), "-space", strings.Join(l.spaces, ","))...)
	}
	l.spaces, l.contents = once(l.spaces), once(l.contents)
	var t told
	t.add(args, l.keep, l.spaces, l.contents, l.remove)
	refs, exports, err := a.refs(&t, "file", to.Product, args, l.file, l.people)
	if err != nil {
		return err
	}
	on, err := a.connect(ctx, to)
	if err != nil {
		return err
	}
	return a.carry(ctx, job{command: "offboard", told: t, on: on, plan: func(ctx context.Context) (plan.Plan, error) {
		finder, err := roster.NewPeople(on, exports...)
		if err != nil {
			return plan.Plan{}, err
		}
		people, faults, err := finder.Find(ctx, refs)
		if err != nil {
			return plan.Plan{}, fmt.Errorf("looking people up: %w", err)
		}
		keep, wrong, err := groupSet(ctx, on, "-keep-group", l.keep)
		if err != nil {
			return plan.Plan{}, err
		}
		if err := append(faults, wrong...).Err(); err != nil {
			return plan.Plan{}, err
		}
		return offboard.Plan(ctx, on, people, offboard.Options{
			Keep: keep, Spaces: l.spaces, Contents: l.contents, Delete: l.remove,
		}, a.reporter())
	}})
}

// refs reads who is meant: the arguments, and the rows of a file,
// which is for a role.
func (a *app) refs(t *told, role, product string, args []string, file, people string) ([]roster.Ref, []*input.Table, error) {
	refs := make([]roster.Ref, 0, len(args))
	for _, arg := range args {
		refs = append(refs, roster.Name("argument", arg))
	}
	var exports []*input.Table
	if people != "" {
		more, err := a.table(t, "people", people)
		if err != nil {
			return nil, nil, err
		}
		exports = append(exports, more)
	}
	if file == "" {
		if len(refs) == 0 {
			return nil, nil, usage("name somebody, or give -file")
		}
		return refs, exports, nil
	}
	table, err := a.table(t, role, file)
	if err != nil {
		return nil, nil, err
	}
	columns, faults := roster.FindColumns(table, product)
	if err := faults.Err(); err != nil {
		return nil, nil, err
	}
	for _, row := range table.Rows {
		ref, ok := columns.Of(row)
		if !ok {
			faults = append(faults, row[0].Fault("names nobody"))
			continue
		}
		refs = append(refs, ref)
	}
	return refs, exports, faults.Err()
}

package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/compare"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/input"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/output"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/report"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/roster"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// comparing are the flags of compare.
type comparing struct {
	mapping, people, to       string
	hereProfile, thereProfile string
	groups, spaces            []string
}

func (a *app) compare() *cobra.Command {
	var c comparing
	command := &cobra.Command{
		Use:   "compare",
		Short: "Hold a Data Center against the Cloud site its people move to",
		Long: `Hold a Data Center against the Cloud site its people move to: who is missing, which addresses are
missing, invalid or shared, which groups of the same name give access already, which memberships and
watches differ. With -apply memberships and watches that are missing on Cloud are added there, and
nothing else is changed.

People are matched by e-mail address; where the site does not show addresses, give the administrator's
export with -people, and where addresses differ, a file of user names and account ids with -mapping.

The sites are CONFLUENCE_DC_URL and CONFLUENCE_CLOUD_URL, and so on for USER and TOKEN; or those of the
profiles of -dc-profile and -cloud-profile.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.runCompare(cmd.Context(), c) },
	}
	flags := command.Flags()
	flags.StringVar(&c.hereProfile, "dc-profile", "", "profile of “login” for the Data Center (default $CONFLUENCE_DC_PROFILE)")
	flags.StringVar(&c.thereProfile, "cloud-profile", "", "profile of “login” for the Cloud site (default $CONFLUENCE_CLOUD_PROFILE)")
	flags.StringVar(&c.mapping, "mapping", "", "CSV file of user names and account ids")
	flags.StringVar(&c.people, "people", "", "administrator's export that says who has which address on Cloud")
	flags.StringVarP(&c.to, "output", "o", "", "file for the differences, .csv, .jsonl or .xlsx (default CSV on standard output)")
	flags.StringArrayVar(&c.groups, "group", nil, "name of a group to compare instead of all; can be repeated")
	flags.StringSliceVar(&c.spaces, "space", nil, "keys of spaces whose watches are compared")
	for _, flag := range []string{"dc-profile", "cloud-profile"} {
		_ = command.RegisterFlagCompletionFunc(flag, a.completeProfiles) // the flag is there
	}
	return command
}

func (a *app) runCompare(ctx context.Context, c comparing) error {
	if err := a.checkOutput(c.to, c.mapping, c.people); err != nil {
		return err
	}
	c.spaces = once(c.spaces)
	var t told
	t.add(c.groups, c.spaces)
	mapping, exports, err := a.matching(&t, c)
	if err != nil {
		return err
	}
	here, there, err := a.both(ctx, c)
	if err != nil {
		return err
	}
	if a.settings.demo && len(c.spaces) == 0 {
		c.spaces = []string{"DOCS"}
		a.tellDemo("", "-space", "DOCS")
	}
	t.add(here.URL())
	var differences []compare.Difference
	return a.carry(ctx, job{
		command: "compare", told: t, on: there, side: site.CloudProduct,
		plan: func(ctx context.Context) (made plan.Plan, err error) {
			groups, err := chosenHere(ctx, here, c.groups)
			if err != nil {
				return plan.Plan{}, err
			}
			finder, err := roster.NewPeople(there, exports...)
			if err != nil {
				return plan.Plan{}, err
			}
			differences, made, err = compare.Run(ctx, here, there, finder,
				compare.Options{Mapping: mapping, Groups: groups, Spaces: c.spaces}, a.reporter())
			return made, err
		},
		list: func(made plan.Plan) error {
			compare.Leave(differences, made.Steps)
			return a.tellDifferences(differences, c.to)
		},
	})
}

// matching reads the files that say who is who.
func (a *app) matching(t *told, c comparing) (map[string]string, []*input.Table, error) {
	var mapping map[string]string
	if c.mapping != "" {
		table, err := a.table(t, "mapping", c.mapping)
		if err != nil {
			return nil, nil, err
		}
		read, faults := compare.ReadMapping(table)
		if err := faults.Err(); err != nil {
			return nil, nil, err
		}
		mapping = read
	}
	if c.people == "" {
		return mapping, nil, nil
	}
	table, err := a.table(t, "people", c.people)
	return mapping, []*input.Table{table}, err
}

// both reaches the two sites. Data Center is only read.
func (a *app) both(ctx context.Context, c comparing) (here, there site.Site, err error) {
	from := Address{Product: site.DatacenterProduct}
	to := Address{Product: site.CloudProduct}
	if !a.settings.demo {
		var fromErr, toErr error
		from, fromErr = a.address(ctx, envPrefix+"DC_", site.DatacenterProduct, c.hereProfile)
		to, toErr = a.address(ctx, envPrefix+"CLOUD_", site.CloudProduct, c.thereProfile)
		if err := errors.Join(fromErr, toErr); err != nil {
			return nil, nil, err
		}
		if to.Profile != "" {
			a.undoFlags = []string{"-profile", to.Profile}
		}
	}
	apply := a.settings.apply
	a.settings.apply = false
	here, err = a.connect(ctx, from)
	a.settings.apply = apply
	if err != nil {
		return nil, nil, err
	}
	there, err = a.connect(ctx, to)
	return here, there, err
}

// chosenHere are the groups of Data Center to compare, with nothing added: who is in
// them through others is found on the way.
func chosenHere(ctx context.Context, here site.Site, names []string) ([]site.Group, error) {
	if len(names) == 0 {
		all, err := roster.ReadGroups(ctx, here)
		if err != nil {
			return nil, fmt.Errorf("reading the groups of Data Center: %w", err)
		}
		return all.All, nil
	}
	groups, faults, err := named(ctx, here, "-group", names)
	return groups, errors.Join(err, faults.Err())
}

func (a *app) tellDifferences(differences []compare.Difference, to string) error {
	write := func(w output.Writer) error { return compare.Write(differences, w) }
	mended := 0
	for _, d := range differences {
		if d.Mended() {
			mended++
		}
	}
	err := a.list(to, write)
	a.reporter().Say("%s, of which -apply mends %d", report.Count(len(differences), "difference"), mended)
	return err
}

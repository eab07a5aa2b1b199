package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/profile"
)

// shown is a profile as it is listed.
type shown struct {
	Name string `json:"name"`
	profile.Profile
}

func newShown(p *profile.Profile) shown { return shown{p.Name, *p} }

// String is the line of a profile in a list.
func (s shown) String() string {
	kept := "in a file"
	if s.Store == profile.Keyring {
		kept = "sealed with the keyring"
	}
	kind := "a token"
	if s.Kind == profile.OAuth {
		kind = "a grant"
	}
	return fmt.Sprintf("%s: %s (%s) as %s, %s %s", s.Name, s.Site, s.Product, s.Account, kind, kept)
}

func (a *app) listProfiles() *cobra.Command {
	return &cobra.Command{
		Use:   "profiles",
		Short: "List the profiles that “login” has kept",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			dir, err := a.profiles()
			if err != nil {
				return err
			}
			all, err := dir.List()
			for _, p := range all {
				a.reporter().Fact("profile", newShown(p))
			}
			return err
		},
	}
}

func (a *app) logout() *cobra.Command {
	return &cobra.Command{
		Use:   "logout",
		Short: "Forget a profile, with its token",
		Long: `Forget a profile, with its token. The grant itself ends on the site: on Cloud under “Connected apps” of
the account, on Data Center under “Authorized applications”; and so does an API token.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.runLogout(cmd.Context()) },
	}
}

func (a *app) runLogout(ctx context.Context) error {
	dir, err := a.profiles()
	if err != nil {
		return err
	}
	name := a.profileName()
	if err := dir.Remove(ctx, name); err != nil {
		return usage("profile %w", err)
	}
	a.reporter().Line("Profile %s is forgotten on this machine.", name)
	return nil
}

// completeProfiles offers the names of profiles to a shell.
func (a *app) completeProfiles(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var names []cobra.Completion
	if dir, err := a.profiles(); err == nil {
		all, _ := dir.List() // nothing to offer then
		for _, p := range all {
			names = append(names, cobra.CompletionWithDesc(p.Name, p.Site))
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

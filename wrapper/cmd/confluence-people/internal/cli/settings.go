package cli

import (
	"context"
	"log/slog"
	"time"

	"github.com/spf13/pflag"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
)

const signInHelp = `To sign in, run “confluence-people login” once, or set
  CONFLUENCE_URL    the address of the site, such as https://your-domain.atlassian.net
  CONFLUENCE_TOKEN  an API token (Cloud) or a personal access token (Data Center)
  CONFLUENCE_USER   the e-mail address the API token belongs to; without it the token is sent as a bearer token
A token is never a flag: others on the machine could read it. Site and credential come from one place: the
profile that -profile names, else CONFLUENCE_TOKEN, else the profile CONFLUENCE_PROFILE or “default”.`

// settings are the flags that all commands have.
type settings struct {
	url, product string
	profile      string
	json, quiet  bool
	verbose      bool
	apply, demo  bool
	journal      string
	allowSelf    string
	protect      []string
	protectFile  string
	protectGroup []string
	maxWait      time.Duration
}

func (s *settings) register(flags *pflag.FlagSet) {
	flags.StringVar(&s.url, "url", "", "address of the site (default $CONFLUENCE_URL)")
	flags.StringVar(&s.product, "product", "", "cloud or datacenter (default by the address)")
	flags.StringVar(&s.profile, "profile", "", "profile of “login” to sign in with, before what the environment says (default $CONFLUENCE_PROFILE, else \"default\")")
	flags.BoolVar(&s.json, "json", false, "report as JSON, an object a line")
	flags.BoolVarP(&s.quiet, "quiet", "q", false, "report only what went wrong, and what is left alone")
	flags.BoolVar(&s.verbose, "verbose", false, "log every request, without names and addresses")
	flags.BoolVar(&s.apply, "apply", false, "carry the plan out; without it nothing is changed")
	flags.BoolVar(&s.demo, "demo", false, "run against a site in memory, with a file of its own")
	flags.StringVar(&s.journal, "journal", "", "file to keep the journal in (default one in this directory); when that is of a finished run, the next is NAME-2")
	flags.StringVar(&s.allowSelf, "allow-self", "", "the id of the account this runs as, to let the command act on it")
	flags.StringSliceVar(&s.protect, "protect", nil, "accounts to leave alone, by id, user name or e-mail address")
	flags.StringVar(&s.protectFile, "protect-file", "", "CSV file of accounts to leave alone")
	flags.StringArrayVar(&s.protectGroup, "protect-group", nil, "name or id of a group whose members, also through other groups, are left alone; can be repeated")
	flags.DurationVar(&s.maxWait, "max-wait", defaultMaxWait, "how long to wait when the site asks for it; beyond, the run ends and can be taken up")
}

// defaultMaxWait is as long as the quotas of an hour may ask for, and a little
// more.
const defaultMaxWait = 65 * time.Minute

// patience bounds every wait that a site can ask for by -max-wait: that of a
// failing server, that of a rate limit, and that for a quota to be renewed.
func (s *settings) patience() confluence.RetryOptions {
	if s.maxWait == 0 {
		return confluence.RetryOptions{MaxRetries: retries, MaxWait: 1, BurstPatience: -1} // zero would be the defaults
	}
	return confluence.RetryOptions{
		MaxRetries: retries, MinWait: min(firstWait, s.maxWait), MaxWait: s.maxWait,
		BurstPatience: s.maxWait, QuotaPatience: s.maxWait,
	}
}

// connect reaches a site.
func connect(_ context.Context, to Address, options []confluence.Option) (site.Site, error) {
	if to.Product == site.CloudProduct {
		client, err := cloud.New(to.URL, to.Auth, options...)
		if err != nil {
			return nil, err
		}
		return site.Cloud{Client: client}, nil
	}
	client, err := datacenter.New(to.URL, to.Auth, options...)
	if err != nil {
		return nil, err
	}
	return site.Datacenter{Client: client}, nil
}

// options are those of every connection. Without -apply it refuses to write.
func (a *app) options() []confluence.Option {
	reporter := a.reporter()
	options := []confluence.Option{
		confluence.WithUserAgent("confluence-people/" + confluence.Version),
		confluence.WithRetry(a.settings.patience()),
		confluence.WithObserver(confluence.Observer{Wait: func(_ context.Context, _ confluence.Operation, wait confluence.Wait) {
			if wait.Duration >= longWait {
				reporter.Say("waiting %s, until %s (%s)", wait.Duration.Round(time.Second), wait.End.Format(time.TimeOnly), wait.Reason)
			}
		}}),
	}
	if !a.settings.apply {
		options = append(options, confluence.WithReadOnly())
	}
	if a.settings.verbose {
		options = append(options, confluence.WithLogger(slog.New(slog.NewTextHandler(a.env.Stderr, &slog.HandlerOptions{Level: slog.LevelDebug}))))
	}
	return options
}

const (
	retries   = 6
	firstWait = 500 * time.Millisecond
	longWait  = 3 * time.Second
)

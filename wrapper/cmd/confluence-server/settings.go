package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/faultspec"
)

// settings are what the flags say.
type settings struct {
	product, addr, seed string
	faults              []string
	rate, rows          int
	anonymous, tokens   bool
}

// readSettings reads the flags. For -h it prints the usage to stdout and returns
// [flag.ErrHelp].
func readSettings(args []string, stdout io.Writer) (settings, error) {
	var s settings
	fs := flag.NewFlagSet("confluence-server", flag.ContinueOnError)
	fs.StringVar(&s.product, "product", "cloud", "`name` of the product, cloud or datacenter")
	fs.StringVar(&s.addr, "addr", "127.0.0.1:8085", "`address` to listen on; port 0 takes a free one")
	fs.StringVar(&s.seed, "seed", "", "JSON `file` with the state to begin with (default a small example)")
	fs.Func("fault", "`spec` OPERATION=KIND[:ARGUMENTS][,times=N], such as getUser=status:503; can be repeated", func(spec string) error {
		s.faults = append(s.faults, spec)
		return nil
	})
	fs.IntVar(&s.rate, "rate", 0, "refuse more than `N` requests in a second (default no limit)")
	fs.IntVar(&s.rows, "cap", 0, "shorten every page of a list to `N` rows (default no limit)")
	fs.BoolVar(&s.anonymous, "anonymous", false, "let visitors in who do not sign in")
	fs.BoolVar(&s.tokens, "tokens", false, "list every user with a token and every page with its id")
	// Errors are returned instead of being printed with all of the usage.
	fs.SetOutput(io.Discard)
	if err := fs.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			fs.SetOutput(stdout)
			fs.Usage()
		}
		return s, err
	}
	switch {
	case fs.NArg() > 0:
		return s, fmt.Errorf("unexpected argument %q", fs.Arg(0))
	case s.rate < 0:
		return s, fmt.Errorf("-rate %d is negative", s.rate)
	case s.rows < 0:
		return s, fmt.Errorf("-cap %d is negative", s.rows)
	}
	return s, nil
}

// open makes the site that the settings describe.
func (s settings) open() (*site, error) {
	made, err := s.seeded()
	if err != nil {
		return nil, err
	}
	for _, spec := range s.faults {
		f, err := faultspec.Parse(spec, func(id string) bool { return slices.Contains(made.operations, id) })
		if err != nil {
			return nil, fmt.Errorf("-fault %q: %w", spec, err)
		}
		made.server.Inject(f.Operation, f.Times, f.Fault)
	}
	made.server.RateLimit(s.rate)
	made.server.CapPages(s.rows)
	made.server.AllowAnonymous(s.anonymous)
	return made, nil
}

// seeded makes the site of the product, with its seed sown.
func (s settings) seeded() (*site, error) {
	var example string
	var seedSite func(json string) (*site, error)
	switch s.product {
	case "cloud":
		example, seedSite = cloudExample, newCloudSite
	case "datacenter":
		example, seedSite = datacenterExample, newDatacenterSite
	default:
		return nil, fmt.Errorf("-product %q is neither cloud nor datacenter", s.product)
	}
	if s.seed == "" {
		return seedSite(example)
	}
	json, err := os.ReadFile(s.seed)
	if err != nil {
		return nil, fmt.Errorf("-seed: %w", err)
	}
	made, err := seedSite(string(json))
	if err != nil {
		return nil, fmt.Errorf("-seed %s for %s: %w", s.seed, s.product, err)
	}
	return made, nil
}

package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"slices"
	"strconv"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/faultspec"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/seed"
)

// settings are what the flags say.
type settings struct {
	product, addr, control, seed, base string
	faults, limits                     []string
	quota                              string
	rate, rows                         int
	anonymous, tokens, strict          bool
}

// What -control says beside an address.
const (
	controlBeside = "beside" // on the port of the site
	controlOff    = "off"
)

// readSettings reads the flags. For -h it prints the usage to stdout and returns
// [flag.ErrHelp].
func readSettings(args []string, stdout io.Writer) (settings, error) {
	var s settings
	fs := flag.NewFlagSet("confluence-server", flag.ContinueOnError)
	fs.StringVar(&s.product, "product", "cloud", "`name` of the product, cloud or datacenter")
	fs.StringVar(&s.addr, "addr", "127.0.0.1:8085", "`address` to listen on, or only the port; port 0 takes a free one")
	fs.StringVar(&s.control, "control", controlBeside, "`address` of the control API instead of /-/ beside the site, where it answers this machine only; off is nowhere")
	fs.StringVar(&s.seed, "seed", "", "`file` in JSON or YAML with the state to begin with, - for standard input (default a small example)")
	fs.StringVar(&s.base, "base", "", "`URL` that links begin with, such as https://wiki.example.org/confluence (default the address that the client came by)")
	fs.Func("fault", "`spec` OPERATION=KIND[:ARGUMENTS][,times=N], such as getUser=status:503; can be repeated", func(spec string) error {
		s.faults = append(s.faults, spec)
		return nil
	})
	fs.IntVar(&s.rate, "rate", 0, "refuse more than `N` requests in a second, of each operation on Cloud and of each user on Data Center (default no limit)")
	fs.Func("limit", "`spec` WHO=SIZE[:FILL/INTERVAL], the bucket of an operation, a user or *, such as getUser=20:10/1s; can be repeated", func(spec string) error {
		s.limits = append(s.limits, spec)
		return nil
	})
	fs.StringVar(&s.quota, "quota", "", "`spec` POINTS[:STYLE], the points an hour of Cloud and how they are told, such as 65000:gateway (default no quota)")
	fs.IntVar(&s.rows, "cap", 0, "shorten every page of a list to `N` rows (default no limit)")
	fs.BoolVar(&s.anonymous, "anonymous", false, "let visitors in who do not sign in")
	fs.BoolVar(&s.strict, "strict", false, "refuse what the service ignores, such as unknown parameters, instead of only telling it")
	fs.BoolVar(&s.tokens, "tokens", false, "list every user with a token, and pages and tasks with their ids")
	// Errors are returned instead of being printed with all of the usage.
	fs.SetOutput(io.Discard)
	if err := fs.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			fs.SetOutput(stdout)
			fs.Usage()
			printHelp(stdout)
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
	case s.addr == "": // to net.Listen, a port of every network
		return s, errors.New("-addr is empty")
	case s.control == "":
		return s, errors.New("-control is empty")
	}
	s.addr = withHost(s.addr)
	if s.control != controlBeside && s.control != controlOff {
		s.control = withHost(s.control)
	}
	return s, nil
}

// withHost makes an address of a port.
func withHost(addr string) string {
	if _, err := strconv.ParseUint(addr, 10, 16); err == nil {
		return net.JoinHostPort("127.0.0.1", addr)
	}
	return addr
}

// open makes the site that the settings describe, and returns its seed.
func (s settings) open(stdin io.Reader) (made *site, text []byte, err error) {
	var example string
	switch s.product {
	case "cloud":
		made, example = newCloudSite(), cloudExample
	case "datacenter":
		made, example = newDatacenterSite(), datacenterExample
	default:
		return nil, nil, fmt.Errorf("-product %q is neither cloud nor datacenter", s.product)
	}
	if text, err = s.readSeed(stdin, example); err != nil {
		return nil, nil, fmt.Errorf("-seed: %w", err)
	}
	if err := made.server.LoadSeed(text); err != nil {
		if wrong, ok := errors.AsType[*seed.Error](err); ok {
			if wrong.Hint != "" {
				wrong.Hint += " Then -product " + made.other + "."
			}
			err = wrong
		}
		return nil, nil, fmt.Errorf("-seed %s for %s: %w", s.seed, s.product, err)
	}
	for _, spec := range s.faults {
		f, err := faultspec.Parse(spec, func(id string) bool { return slices.Contains(made.operations, id) })
		if err != nil {
			return nil, nil, fmt.Errorf("-fault %q: %w", spec, err)
		}
		made.server.Inject(f.Operation, f.Times, f.Fault)
	}
	if err := made.server.LinkTo(s.base); err != nil {
		return nil, nil, fmt.Errorf("-base: %w", err)
	}
	made.server.Strict(s.strict)
	made.server.RateLimit(s.rate)
	for _, spec := range s.limits {
		if err := made.limit(spec); err != nil {
			return nil, nil, fmt.Errorf("-limit %q: %w", spec, err)
		}
	}
	if err := made.quota(s.quota); err != nil {
		return nil, nil, fmt.Errorf("-quota %q: %w", s.quota, err)
	}
	made.server.CapPages(s.rows)
	made.server.AllowAnonymous(s.anonymous)
	return made, text, nil
}

func (s settings) readSeed(stdin io.Reader, example string) ([]byte, error) {
	switch s.seed {
	case "":
		return []byte(example), nil
	case "-":
		return io.ReadAll(stdin)
	}
	return os.ReadFile(s.seed)
}

package cli_test

import (
	"bytes"
	"cmp"
	"context"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/cli"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

// asProgram makes the test binary the program itself, to be killed.
const asProgram = "CONFLUENCE_PEOPLE_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		cli.OutlivePipe()
		status := cli.Main(ctx, os.Args[1:], cli.Env{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv})
		stop()
		os.Exit(status)
	}
	os.Exit(m.Run())
}

// server is what the test servers of both products can do.
type server interface {
	Inject(operation string, times int, fault confluencetest.Fault)
	Heal()
	Exchanges() []confluencetest.Exchange
	ForgetExchanges()
	RateLimit(perSecond int)
}

// world is the sites that a run can reach.
type world struct {
	cloud      *cloudtest.Server
	datacenter *datacentertest.Server
	stdin      string
	// as is the account of Cloud that it runs as; empty for the administrator.
	as string
}

// outcome is how a run ended.
type outcome struct {
	status   int
	out, err string
}

func (w world) connect(_ context.Context, to cli.Address, options []confluence.Option) (site.Site, error) {
	if to.Product == site.CloudProduct {
		client, err := w.cloud.NewClient(w.cloud.Auth(cmp.Or(w.as, w.cloud.AdminID())), options...)
		return site.Cloud{Client: client}, err
	}
	client, err := w.datacenter.NewClient(w.datacenter.Auth(w.datacenter.AdminName()), options...)
	return site.Datacenter{Client: client}, err
}

// run runs the program on one product.
func (w world) run(ctx context.Context, product string, args ...string) outcome {
	var out, errs bytes.Buffer
	environment := map[string]string{
		"CONFLUENCE_URL": "https://site.example", "CONFLUENCE_TOKEN": "secret-token", "CONFLUENCE_PRODUCT": product,
		"CONFLUENCE_DC_URL": "https://dc.example", "CONFLUENCE_DC_TOKEN": "secret-token",
		"CONFLUENCE_CLOUD_URL": "https://x.atlassian.net", "CONFLUENCE_CLOUD_TOKEN": "secret-token",
	}
	status := cli.Main(ctx, args, cli.Env{
		Stdin: strings.NewReader(w.stdin), Stdout: &out, Stderr: &errs,
		Getenv: func(name string) string { return environment[name] }, Connect: w.connect,
	})
	return outcome{status, out.String(), errs.String()}
}

// write writes a file into a directory of the test.
func write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
	return path
}

// writes returns the requests that changed something, by operation, path, query
// and body, with how often each was sent.
func writes(s server) map[string]int {
	sent := map[string]int{}
	for _, e := range s.Exchanges() {
		if e.Method == http.MethodGet || e.Operation == "createBulkUserLookup" {
			continue
		}
		sent[e.Operation+" "+e.Path+"?"+e.Query+" "+string(e.Body)]++
	}
	return sent
}

// through runs a command with a fault, and again where it did not end well, which
// has to. It returns how the first run ended.
func (w world) through(t *testing.T, on server, product, operation string, f fault, args []string) outcome {
	t.Helper()
	ctx := t.Context()
	if f.ends > 0 {
		limited, cancel := context.WithTimeout(ctx, f.ends)
		defer cancel()
		ctx = limited
	}
	if f.name != "none" {
		on.Inject(operation, f.times, f.fault)
	}
	began := time.Now()
	first := w.run(ctx, product, append(args, f.args...)...)
	require.Equal(t, f.status, first.status, "%s\n%s", first.out, first.err)
	require.GreaterOrEqual(t, time.Since(began), f.takes)
	if f.ends > 0 {
		require.Less(t, time.Since(began), f.ends+time.Second, "it ends within a second")
	}
	if f.status == 0 {
		return first
	}
	if f.stops {
		sent := 0
		for _, e := range on.Exchanges() {
			if e.Operation == operation {
				sent++
			}
		}
		require.NotZero(t, sent)
		require.LessOrEqual(t, sent, max(f.beside, 1), "it stops at the first")
	}
	require.Contains(t, first.err, "run the same command again")
	on.Heal()
	second := w.run(t.Context(), product, args...)
	require.Equal(t, 0, second.status, "%s\n%s", second.out, second.err)
	return first
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(text)
}

// answered returns the requests of an operation that were answered well, with how
// often.
func answered(s server, operation string) map[string]int {
	sent := map[string]int{}
	for _, e := range answeredWith(s, operation, http.StatusOK) {
		sent[e.Path+"?"+e.Query]++
	}
	return sent
}

func answeredWith(s server, operation string, status int) (some []confluencetest.Exchange) {
	for _, e := range s.Exchanges() {
		if e.Operation == operation && e.Status == status {
			some = append(some, e)
		}
	}
	return some
}

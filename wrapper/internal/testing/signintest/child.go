// Package signintest tests stores of tokens with more than one process: it
// starts the test program again.
package signintest

import (
	"context"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"os"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"
	"golang.org/x/oauth2"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/oauth"
)

// Open opens a store of the kind that is tested, at a place such as the name of
// a file.
type Open func(place string) (oauth.Store, error)

// env holds the order for a process that is started again.
const env = "CONFLUENCE_TEST_SIGNIN_CHILD"

const redirectURL = "http://localhost/callback"

// order is what a child is to do.
type order struct {
	URL    string `json:"url"`
	ID     string `json:"id"`
	Secret string `json:"secret"`
	Place  string `json:"place"`
	// KillAt is the step at which the child kills itself; empty for one that
	// works for Time.
	KillAt string        `json:"killAt"`
	Time   time.Duration `json:"time"`
}

// Main runs the tests of a package, or what a test has started the program again
// for.
func Main(m *testing.M, open Open) {
	text := os.Getenv(env)
	if text == "" {
		goleak.VerifyTestMain(m)
		return
	}
	var o order
	err := json.Unmarshal([]byte(text), &o)
	if err == nil {
		err = o.run(open)
	}
	switch {
	case errors.Is(err, oauth.ErrConsent):
		_, _ = os.Stdout.WriteString("consent is needed\n")
		os.Exit(3)
	case err != nil:
		_, _ = os.Stdout.WriteString(err.Error() + "\n")
		os.Exit(1)
	}
	os.Exit(0)
}

func (o order) app() (*oauth.App, error) {
	scopes, err := cloud.ScopesFor("getCurrentUser")
	if err != nil {
		return nil, err
	}
	return oauth.NewCloudApp(o.ID, o.Secret, redirectURL, scopes, &oauth.Options{AuthURL: o.URL, GatewayURL: o.URL})
}

func (o order) run(open Open) error {
	store, err := open(o.Place)
	if err != nil {
		return err
	}
	app, err := o.app()
	if err != nil {
		return err
	}
	if o.KillAt != "" {
		store = &deadly{store, o.KillAt}
	}
	source := app.Source(store)
	client, err := oauth.Connect(context.Background(), o.URL, source.Credential(), &oauth.Options{AuthURL: o.URL, GatewayURL: o.URL})
	if err != nil {
		return err
	}
	if o.Time == 0 {
		_, err := client.Users.Current(context.Background(), nil)
		return err
	}
	return work(client, o.Time)
}

// work has 64 goroutines use a client for some time.
func work(client *cloud.Client, long time.Duration) error {
	end := time.Now().Add(long)
	var group sync.WaitGroup
	failures := make(chan error, 64)
	for range 64 {
		group.Go(func() {
			for time.Now().Before(end) {
				if _, err := client.Users.Current(context.Background(), nil); err != nil {
					failures <- err
					return
				}
				<-time.After(200*time.Millisecond + rand.N(time.Second)) //nolint:gosec // jitter needs no secrecy
			}
		})
	}
	group.Wait()
	close(failures)
	var all []error
	for err := range failures {
		all = append(all, err)
	}
	return errors.Join(all...)
}

// deadly is a store in which the process ends at a step, as by kill -9.
type deadly struct {
	oauth.Store
	step string
}

// The steps of a refresh.
const (
	beforeLock = "before the lock"
	loaded     = "loaded"
	refreshed  = "refreshed"
	saved      = "saved"
)

func steps() []string { return []string{beforeLock, loaded, refreshed, saved} }

func (d *deadly) at(step string) {
	if step == d.step {
		if self, err := os.FindProcess(os.Getpid()); err == nil {
			_ = self.Kill()
		}
		select {} // the end comes
	}
}

// Update is the store's own, until the step.
func (d *deadly) Update(ctx context.Context, fn func(context.Context, *oauth2.Token) (*oauth2.Token, error)) error {
	d.at(beforeLock)
	err := d.Store.Update(ctx, func(ctx context.Context, stored *oauth2.Token) (*oauth2.Token, error) {
		d.at(loaded)
		next, err := fn(ctx, stored)
		if next != nil {
			d.at(refreshed)
		}
		return next, err
	})
	d.at(saved)
	return err
}

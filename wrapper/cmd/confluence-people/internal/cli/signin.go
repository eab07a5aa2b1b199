package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/profile"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/oauth"
)

// Address is a site and how to sign in.
type Address struct {
	Product string
	URL     string
	Auth    confluence.Auth
	// Profile is the name of the profile that has them; empty for none.
	Profile string
	// Basic is whether Auth is somebody's API token with their address, which spends from
	// no quota of points.
	Basic bool
}

const (
	envPrefix = "CONFLUENCE_"
	// defaultProfile is the one that “login” keeps where no name is given.
	defaultProfile = "default"
)

// address reads where the site is and how to sign in, both from one place, so that
// no credential goes to a site it is not for: the profile that a flag names, else
// the environment, else the profile that the environment names or the default one.
// The prefix tells the variables of two sites apart.
func (a *app) address(ctx context.Context, prefix, product, named string) (Address, error) {
	its := a.env.Getenv(prefix + "URL")
	if named != "" { // then the environment does not count
		its = ""
	}
	if err := withoutPassword(a.settings.url, its); err != nil {
		return Address{}, err
	}
	wanted, chosen := its, cmp.Or(product, a.env.Getenv(prefix+"PRODUCT"))
	if prefix == envPrefix {
		wanted = cmp.Or(a.settings.url, wanted)
		chosen = cmp.Or(product, a.settings.product, chosen)
	}
	if chosen != "" {
		if err := checkProduct(chosen); err != nil {
			return Address{}, err
		}
	}
	if named != "" {
		if prefix == envPrefix {
			return a.ofProfile(ctx, named, a.settings.url, cmp.Or(product, a.settings.product))
		}
		return a.ofProfile(ctx, named, "", product)
	}
	token := a.env.Getenv(prefix + "TOKEN")
	if token != "" {
		return a.fromEnvironment(prefix, wanted, chosen, token)
	}
	name := a.env.Getenv(prefix + "PROFILE")
	if name == "" && prefix != envPrefix {
		flag := strings.ToLower(strings.TrimSuffix(strings.TrimPrefix(prefix, envPrefix), "_")) + "-profile"
		return Address{}, usage("no credential: give -%s or set %sTOKEN and %sURL", flag, prefix, prefix)
	}
	made, err := a.ofProfile(ctx, cmp.Or(name, defaultProfile), wanted, chosen)
	switch {
	case name != "" || !errors.Is(err, profile.ErrNone):
		return made, err
	case wanted == "":
		return Address{}, usage("no site: set %sURL or give -url, or run “confluence-people login”", prefix)
	}
	return Address{}, usage("no credential: set %sTOKEN, or run “confluence-people login”", prefix)
}

func (a *app) fromEnvironment(prefix, wanted, product, token string) (Address, error) {
	if wanted == "" {
		return Address{}, usage("no site: set %sURL or give -url", prefix)
	}
	if err := a.tokenIsFor(prefix, wanted); err != nil {
		return Address{}, err
	}
	if product == "" {
		product = a.guess(wanted)
	}
	user := a.env.Getenv(prefix + "USER")
	return Address{Product: product, URL: wanted, Auth: tokenAuth(user, token), Basic: user != ""}, nil
}

// withoutPassword refuses addresses that have more than an address in them, which would
// be shown with it.
func withoutPassword(addresses ...string) error {
	if slices.ContainsFunc(addresses, func(address string) bool { return strings.Contains(address, "@") }) {
		return usage("the address of the site has a user name or a password in it; give it without, and the credential by itself")
	}
	return nil
}

// tokenIsFor refuses to send the token of the environment to another site than the one
// the environment says it is for.
func (a *app) tokenIsFor(prefix, wanted string) error {
	its := a.env.Getenv(prefix + "URL")
	if its == "" || a.env.Getenv(prefix+"TOKEN") == "" || siteAddress(its) == siteAddress(wanted) {
		return nil
	}
	return usage("%[1]sTOKEN is for %[2]s, the %[1]sURL, not for %[3]s; set %[1]sURL, or sign in there with “confluence-people login”",
		prefix, its, wanted)
}

func tokenAuth(user, token string) confluence.Auth {
	if user == "" {
		return confluence.BearerToken(token)
	}
	return confluence.BasicAuth(user, token)
}

func checkProduct(product string) error {
	if product != site.CloudProduct && product != site.DatacenterProduct {
		return usage("-product is %q, not cloud or datacenter", product)
	}
	return nil
}

// productGuess says that the product was guessed.
func (a *app) productGuess() string {
	return a.guessed + " was taken for Data Center by its address; -product cloud if it is Cloud"
}

// guess tells the product by the address, and remembers that nobody said it.
func (a *app) guess(address string) string {
	product := productOf(address)
	if product == site.DatacenterProduct {
		a.guessed = address
	}
	return product
}

func productOf(address string) string {
	parsed, err := url.Parse(address)
	if err == nil && (cloudID(address) != "" || strings.HasSuffix(parsed.Hostname(), ".atlassian.net") || parsed.Hostname() == "api.atlassian.com") {
		return site.CloudProduct
	}
	return site.DatacenterProduct
}

// cloudID is the id in the address of a site at the gateway; empty for any other.
func cloudID(address string) string {
	parsed, err := url.Parse(address)
	if err != nil {
		return ""
	}
	id, ok := strings.CutPrefix(parsed.Path, "/ex/confluence/")
	if !ok {
		return ""
	}
	return strings.TrimSuffix(strings.TrimSuffix(id, "/"), "/wiki")
}

// siteAddress is the address of a site without what people copy along with it.
func siteAddress(address string) string {
	if address != "" && !strings.Contains(address, "://") {
		address = "https://" + address
	}
	address = strings.TrimRight(address, "/")
	if productOf(address) == site.CloudProduct {
		address = strings.TrimSuffix(address, "/wiki")
	}
	return address
}

// profiles is where profiles are kept.
func (a *app) profiles() (profile.Dir, error) {
	if dir := a.env.Getenv(envPrefix + "PROFILES"); dir != "" {
		return profile.Dir(dir), nil
	}
	home, err := os.UserConfigDir()
	if err != nil {
		return "", err
	}
	return profile.Dir(filepath.Join(home, "confluence-people")), nil
}

// ofProfile is the site of a profile, if it is the one that was asked for.
func (a *app) ofProfile(ctx context.Context, name, wanted, product string) (Address, error) {
	dir, err := a.profiles()
	if err != nil {
		return Address{}, err
	}
	p, err := dir.Load(name)
	if err != nil {
		return Address{}, usage("profile %w", err)
	}
	switch address := siteAddress(wanted); {
	case address != "" && address != p.Site && address != p.URL:
		return Address{}, usage("profile %s is for %s, not for %s; name another with -profile, or run “confluence-people login”", name, p.Site, wanted)
	case product != "" && product != p.Product:
		return Address{}, usage("profile %s is for %s, which is one of %s, not of %s", name, p.Site, p.Product, product)
	}
	a.signedInWith = append(a.signedInWith, name)
	made := Address{Product: p.Product, URL: p.URL, Profile: name}
	if p.Kind == profile.Token {
		token, err := dir.Token(ctx, p)
		if err != nil {
			return Address{}, fmt.Errorf("profile %s: %w", name, err)
		}
		made.Auth, made.Basic = tokenAuth(p.User, token), p.User != ""
		return made, nil
	}
	made.Auth, err = a.grant(ctx, dir, p)
	return made, err
}

// grant is the grant of a profile, which is renewed and kept while a command runs.
func (a *app) grant(ctx context.Context, dir profile.Dir, p *profile.Profile) (confluence.Auth, error) {
	secret, err := dir.ClientSecret(ctx, p)
	if err != nil {
		return confluence.Auth{}, fmt.Errorf("profile %s: %w", p.Name, err)
	}
	store, err := dir.Tokens(ctx, p)
	if err != nil {
		return confluence.Auth{}, err
	}
	options := oauthOptions(p)
	options.OnUnsaved = func(err error) {
		a.reporter().Wrong(fmt.Errorf("the sign-in was renewed and could not be kept, so that the next command may ask for it again: %w", err))
	}
	app, err := newOAuthApp(p, secret, options)
	if err != nil {
		return confluence.Auth{}, err
	}
	source := app.Source(store)
	a.closers = append(a.closers, func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), renewalTime)
		defer cancel()
		_ = source.Wait(ctx) // half a renewal would be a lost grant
	})
	return source.Auth(), nil
}

// renewalTime is how long the end of a command waits for a renewal under way.
const renewalTime = 5 * time.Second

// noSuchAddress is whether a site does not know an address that every site of its
// product has: one that names nobody and nothing.
func noSuchAddress(err error) bool {
	failure, ok := errors.AsType[*confluence.Error](err)
	return ok && failure.StatusCode == http.StatusNotFound && !strings.Contains(failure.Path, "{")
}

// again is the advice for a sign-in that is over, or a site that may be of the other
// product; nil for any other failure.
func (a *app) again(err error) error {
	if a.guessed != "" && noSuchAddress(err) {
		return errors.New(a.productGuess())
	}
	over := errors.Is(err, oauth.ErrConsent) || errors.Is(err, profile.ErrNoSecret) || errors.Is(err, confluence.ErrUnauthorized)
	if !over || len(a.signedInWith) == 0 {
		return nil
	}
	commands := make([]string, 0, len(a.signedInWith))
	for _, name := range a.signedInWith {
		commands = append(commands, "“confluence-people login -profile "+name+"”")
	}
	return fmt.Errorf("the sign-in is not accepted any more; run %s again", strings.Join(commands, " or "))
}

// Package identity is the identity provider of the test servers: it signs people
// and service accounts in with OAuth 2.0, as Atlassian's and Data Center's own
// providers do, with refresh tokens that rotate.
package identity

import (
	"net/http"
	"sync"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// Dialect is what the providers of the products say differently.
type Dialect struct {
	// Audience is what Cloud wants to be told.
	Audience string
	// GrantGone and BadClient are the refusals of a refresh token or a code, and
	// of a client's secret.
	GrantGone, BadClient Refusal
	// Offline is the scope without which there is no refresh token; empty where
	// there always is one.
	Offline string
	// Ranks are scopes of which each has those before it in it, if there are such.
	Ranks []string
}

// Refusal is a response of the token endpoint that is an error.
type Refusal struct {
	Status            int
	Code, Description string
}

// Provider is an identity provider in memory. It is safe for concurrent use.
type Provider struct {
	dialect Dialect
	people  People
	now     func() time.Time

	mu         sync.Mutex
	apps       map[string]*app // by client id
	codes      map[string]*code
	refresh    map[string]*refresh
	access     map[string]*Access
	injections []*injection
	refused    int

	life, leeway time.Duration
}

// People is what a provider asks a site about its accounts.
type People struct {
	// Usual is the account that the consent page proposes.
	Usual func() string
	// Known reports whether there is an account.
	Known func(account string) bool
}

// The terms of Atlassian's provider.
const (
	usualLife   = time.Hour
	usualLeeway = 10 * time.Minute
	codeLife    = 5 * time.Minute
	idleLife    = 90 * 24 * time.Hour
	grantLife   = 365 * 24 * time.Hour
)

// New returns a provider that nobody knows yet, with the clock of a site.
func New(dialect Dialect, people People, now func() time.Time) *Provider {
	return &Provider{
		dialect: dialect, people: people, now: now,
		apps: map[string]*app{}, codes: map[string]*code{}, refresh: map[string]*refresh{}, access: map[string]*Access{},
		life: usualLife, leeway: usualLeeway,
	}
}

// TokenLife sets how long access tokens live that are given from now on; an
// hour at first.
func (p *Provider) TokenLife(life time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.life = life
}

// Leeway sets how long a refresh token is taken again after its first use; ten
// minutes at first.
func (p *Provider) Leeway(leeway time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.leeway = leeway
}

// injection is a fault and how many requests more it meets; negative means
// without end.
type injection struct {
	endpoint string
	left     int
	fault    confluencetest.Fault
}

// Inject makes the next requests of an endpoint meet a fault: times of them, or
// all until Heal if times is 0.
func (p *Provider) Inject(endpoint string, times int, fault confluencetest.Fault) {
	if times == 0 {
		times = -1
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.injections = append(p.injections, &injection{endpoint, times, fault})
}

// Heal ends all faults.
func (p *Provider) Heal() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.injections = nil
}

// Faulty returns a handler of an endpoint that meets the faults of the endpoint.
func (p *Provider) Faulty(endpoint string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.nextFault(endpoint).Handler(next).ServeHTTP(w, r)
	})
}

func (p *Provider) nextFault(endpoint string) confluencetest.Fault {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, i := range p.injections {
		if i.left != 0 && i.endpoint == endpoint {
			if i.left > 0 {
				i.left--
			}
			return i.fault
		}
	}
	return confluencetest.Fault{}
}

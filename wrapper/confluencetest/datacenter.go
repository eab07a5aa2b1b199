package confluencetest

import (
	"time"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

const (
	// datacenterBase is the context path of the instance.
	datacenterBase = "/confluence"
	// datacenterSite is what the instance says of itself: links lead there,
	// whatever address it is reached at.
	datacenterSite = "https://confluence.example.com" + datacenterBase
	// administrators is the group that cannot be deleted.
	administrators = "confluence-administrators"
)

// Datacenter is an in-memory Confluence Data Center. Make one with
// [NewDatacenter], and close it when the test ends. It is safe for concurrent
// use.
type Datacenter struct {
	*Server

	store store
	// all has every operation, served those of the version that is set, which
	// store.mu guards.
	all, served *operationMux

	// The knobs; store.mu guards them.
	version      version
	shortenTo    int
	seats        int
	deletionTime time.Duration
	anonymous    bool
	noBasic      bool
	bareStatus   bool
}

// NewDatacenter returns an instance with one user, "admin", who is a system
// administrator and in the group confluence-administrators, the only one.
func NewDatacenter() *Datacenter {
	const usual = 2 * time.Second
	d := &Datacenter{
		Server: &Server{basePath: datacenterBase, contract: datacenterContract(), rateHeaders: datacenterRateHeaders}, version: newestVersion(), deletionTime: usual,
	}
	d.handler = newDatacenterPipeline(d, d.contract)
	d.AddUser(DatacenterUser{Username: d.AdminName(), FullName: "Administrator", SystemAdmin: true})
	d.AddGroup(administrators, d.AdminName())
	return d
}

// AdminName returns the name of the system administrator that the instance
// began with.
func (s *Datacenter) AdminName() string { return "admin" }

// Token returns the personal access token of a user. For an unknown user it is
// one that the instance refuses.
func (s *Datacenter) Token(username string) string {
	defer s.locked()()
	if u := s.store.userByName(username); u != nil {
		return u.secret
	}
	return "no-token"
}

// Auth returns the personal access token of a user as a credential. For an
// unknown user it is one that the instance refuses.
func (s *Datacenter) Auth(username string) confluence.Auth {
	return confluence.BearerToken(s.Token(username))
}

// locked locks the store, in which everything that is due has happened, and
// returns what unlocks it.
func (s *Datacenter) locked() (unlock func()) {
	s.store.mu.Lock()
	s.store.settle(time.Now())
	return s.store.mu.Unlock
}

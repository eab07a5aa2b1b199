package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net"
	"net/http"
	"strings"

	"github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/gen/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/control"
)

// testServer is what the test servers of both products can do.
type testServer interface {
	http.Handler
	BasePath() string
	LoadSeed(seed []byte) error
	Snapshot() []byte
	Control(opts *confluencetest.ControlOptions) http.Handler
	Inject(operation string, times int, fault confluencetest.Fault)
	RateLimit(perSecond int)
	LimitRequests(of string, limit confluencetest.Bucket)
	CapPages(rows int)
	AllowAnonymous(allow bool)
	Strict(strict bool)
	LinkTo(base string) error
	TakeViolations() []confluencetest.Violation
	Close()
}

// site is a test server of either product, and what there is to say about it.
type site struct {
	server     testServer
	operations []string // the operationIds of the product

	product, other string        // in words, and the other one's flag
	signIn         func() string // how the administrator does
	provider       string        // the path of the identity provider

	limitPoints func(cloudtest.PointsQuota) // nil on Data Center
}

func newCloudSite() *site {
	server := cloudtest.New()
	made := &site{
		server: cloudFront(server), product: "Confluence Cloud", provider: "", other: "datacenter",
		limitPoints: server.LimitPoints,
		signIn: func() string {
			email, token := server.Credential(server.AdminID())
			return fmt.Sprintf("user %s, token %s", email, token)
		},
	}
	for _, operation := range cloud.Operations() {
		made.operations = append(made.operations, operation.ID)
	}
	return made
}

func newDatacenterSite() *site {
	server := datacentertest.New()
	made := &site{
		server: datacenterFront(server), product: "Confluence Data Center", provider: server.BasePath() + "/rest/oauth2/latest", other: "cloud",
		signIn: func() string {
			return fmt.Sprintf("user %s, bearer token %s", server.AdminName(), server.Token(server.AdminName()))
		},
	}
	for _, operation := range datacenter.Operations() {
		made.operations = append(made.operations, operation.ID)
	}
	return made
}

// announcement says where the site is and how to sign in, and where it is
// steered, if it is anywhere.
func (s *site) announcement(addr, steered net.Addr, tokens bool) string {
	lines := []string{fmt.Sprintf("confluence-server: %s at http://%s%s (%s)",
		s.product, reachable(addr), s.server.BasePath(), s.signIn())}
	if steered != nil {
		lines = append(lines, fmt.Sprintf("confluence-server: control at http://%s%s", reachable(steered), control.Prefix))
	}
	lines = append(lines, signInLines(reachable(addr), s.provider)...)
	if tokens {
		lines = append(lines, s.listed()...)
	}
	return strings.Join(lines, "\n") + "\n"
}

// listed returns users with their tokens, pages and tasks, a line each, with
// tabs between the columns. They are read from a snapshot, which has what a
// product has.
func (s *site) listed() []string {
	var state struct {
		Users []struct {
			AccountID string `json:"accountId"`
			Username  string `json:"username"`
			Email     string `json:"email"`
			Token     string `json:"token"`
		} `json:"users"`
		Pages []struct {
			ID    string `json:"id"`
			Space string `json:"space"`
			Title string `json:"title"`
		} `json:"pages"`
		Tasks []struct {
			ID   string `json:"id"`
			Name string `json:"name"`
		} `json:"tasks"`
	}
	if err := json.Unmarshal(s.server.Snapshot(), &state); err != nil {
		return []string{err.Error()} // a snapshot is JSON, so no test can cause it
	}
	var lines []string
	add := func(columns ...string) { lines = append(lines, strings.Join(columns, "\t")) }
	for _, u := range state.Users {
		if u.AccountID != "" {
			add("user", u.AccountID, u.Email, u.Token)
		} else {
			add("user", u.Username, u.Token)
		}
	}
	for _, p := range state.Pages {
		add("page", p.ID, p.Space, p.Title)
	}
	for _, t := range state.Tasks {
		add("task", t.ID, t.Name)
	}
	return lines
}

// reachable returns an address that can be put into a URL: one that means every
// address of the machine becomes the loopback one.
func reachable(addr net.Addr) string {
	if tcp, ok := addr.(*net.TCPAddr); ok && tcp.IP.IsUnspecified() {
		return fmt.Sprintf("127.0.0.1:%d", tcp.Port)
	}
	return addr.String()
}

func isLoopback(addr net.Addr) bool {
	tcp, ok := addr.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}

// watched tells how requests depart from the contract, as soon as they do.
func watched(server testServer, logger *log.Logger) http.Handler {
	tell := func() {
		for _, violation := range server.TakeViolations() {
			logger.Print("not in the contract: ", violation)
		}
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer tell() // also after a fault that breaks the connection
		server.ServeHTTP(w, r)
	})
}

// beside serves the control API on the port of the site.
func beside(steering, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path+"/", control.Prefix) {
			steering.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

package main

import (
	"fmt"
	"log"
	"net"
	"net/http"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// testServer is what the test servers of both products can do.
type testServer interface {
	http.Handler
	BasePath() string
	Inject(operation string, times int, fault confluencetest.Fault)
	RateLimit(perSecond int)
	CapPages(rows int)
	AllowAnonymous(allow bool)
	ForgetExchanges()
	TakeViolations() []confluencetest.Violation
	Close()
}

// site is a test server of either product, and what there is to say about it.
type site struct {
	server     testServer
	operations []string // the operationIds of the product

	product string
	signIn  string     // how the administrator does
	listed  [][]string // columns, for those who ask for tokens
}

// announcement says where the site is and how to sign in.
func (s *site) announcement(addr net.Addr, tokens bool) string {
	lines := []string{fmt.Sprintf("confluence-server: %s at http://%s%s (%s)",
		s.product, reachable(addr), s.server.BasePath(), s.signIn)}
	if tokens {
		for _, columns := range s.listed {
			lines = append(lines, strings.Join(columns, "\t"))
		}
	}
	return strings.Join(lines, "\n") + "\n"
}

// reachable returns an address that can be put into a URL: one that means every
// address of the machine becomes the loopback one.
func reachable(addr net.Addr) string {
	if tcp, ok := addr.(*net.TCPAddr); ok && tcp.IP.IsUnspecified() {
		return fmt.Sprintf("127.0.0.1:%d", tcp.Port)
	}
	return addr.String()
}

// watched tells how requests depart from the contract, as soon as they do. It
// keeps the records of the server empty, which would grow for as long as the
// program runs.
func watched(server testServer, logger *log.Logger) http.Handler {
	tell := func() {
		server.ForgetExchanges()
		for _, violation := range server.TakeViolations() {
			logger.Print("not in the contract: ", violation)
		}
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer tell() // also after a fault that breaks the connection
		server.ServeHTTP(w, r)
	})
}

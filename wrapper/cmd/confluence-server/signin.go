package main

import (
	"fmt"
	"net/http"

	"github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

// What programs sign in with that try OAuth 2.0; the same in every run, as all
// tokens are. They are worth nothing elsewhere.
const (
	appID         = "confluence-server-app"
	appSecret     = "app-secret-of-confluence-server" //nolint:gosec // of the test server
	serviceID     = "confluence-server-service"
	serviceSecret = "service-secret-of-confluence-server"
)

// fronted is a test server with its identity provider in front, and on Cloud the
// gateway and the site's own address.
type fronted struct {
	testServer
	front http.Handler
}

// ServeHTTP serves one request.
func (f fronted) ServeHTTP(w http.ResponseWriter, r *http.Request) { f.front.ServeHTTP(w, r) }

func cloudFront(server *cloudtest.Server) testServer {
	around := cloudtest.NewSignIn(server)
	around.RegisterApp(appID, appSecret)
	var all []string
	for _, s := range cloud.Scopes() {
		all = append(all, s.Granular...)
	}
	around.RegisterService(serviceID, serviceSecret, server.AdminID(), all...)
	return fronted{server, around}
}

func datacenterFront(server *datacentertest.Server) testServer {
	around := datacentertest.NewSignIn(server)
	around.RegisterApp(appID, appSecret)
	around.RegisterService(serviceID, serviceSecret, server.AdminName(), "ADMIN")
	return fronted{server, around}
}

// signInLines says how to try OAuth 2.0. The path is where the provider is.
func signInLines(address, path string) []string {
	return []string{
		fmt.Sprintf("confluence-server: OAuth 2.0 at http://%s%s, client %s, secret %s, any loopback redirect", address, path, appID, appSecret),
		fmt.Sprintf("confluence-server: service account: client %s, secret %s", serviceID, serviceSecret),
	}
}

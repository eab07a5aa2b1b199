// Package demo makes the sites and files of -demo.
package demo

import (
	"time"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

// Open makes a site with people in it. Stop ends it.
func Open(product string, options []confluence.Option) (on site.Site, stop func(), err error) {
	if product == site.CloudProduct {
		server := Cloud()
		client, err := server.NewClient(server.Auth(server.AdminID()), options...)
		return site.Cloud{Client: client}, server.Close, err
	}
	server := Datacenter()
	client, err := server.NewClient(server.Auth(server.AdminName()), options...)
	return site.Datacenter{Client: client}, server.Close, err
}

// people are on both sites.
func people() [][3]string {
	return [][3]string{
		{"ada", "Ada Lovelace", "ada@example.com"},
		{"grace", "Grace Hopper", "grace@example.com"},
		{"alan", "Alan Turing", "alan@example.com"},
		{"edsger", "Edsger Dijkstra", "edsger@example.com"},
		{"barbara", "Barbara Liskov", "barbara@example.com"},
	}
}

// id is the account id of somebody on Cloud.
func id(name string) string { return "712020:demo-" + name }

// Cloud is a Confluence Cloud with people in it.
func Cloud() *cloudtest.Server {
	server := cloudtest.New()
	for _, p := range people() {
		server.AddUser(cloudtest.User{AccountID: id(p[0]), Name: p[1], Email: p[2]})
	}
	server.AddUser(cloudtest.User{AccountID: id("guest"), Name: "Visiting Scholar", Email: "guest@example.org", Guest: true})
	server.AddGroup("confluence-users", id("ada"), id("grace"), id("alan"), id("edsger"), id("guest"))
	server.AddGroup("writers", id("ada"), id("alan"))
	server.AddGroup("editors", id("grace"))
	server.SetManagedBy(server.AddGroup("everybody-okta", id("ada"), id("grace")), "EXTERNAL")
	server.AddSpace("DOCS", "Documentation")
	server.WatchSpace(id("alan"), "DOCS")
	return server
}

// Datacenter is a Data Center with people in it.
func Datacenter() *datacentertest.Server {
	server := datacentertest.New()
	for i, p := range people() {
		server.AddUser(datacentertest.User{
			Username: p[0], FullName: p[1], Email: p[2], LastLogin: time.Now().AddDate(0, 0, -1-i*daysApart),
		})
	}
	// Somebody who has not moved to Cloud yet, and what was changed since others have.
	server.AddUser(datacentertest.User{Username: "donald", FullName: "Donald Knuth", Email: "donald@example.com", LastLogin: time.Now()})
	server.AddGroup("confluence-users", "ada", "grace", "alan", "edsger", "donald")
	server.AddGroup("writers", "ada", "alan")
	server.AddGroup("editors", "grace", "edsger")
	server.NestGroup("confluence-users", "writers")
	server.AddSpace("DOCS", "Documentation")
	server.WatchSpace("alan", "DOCS")
	server.WatchSpace("ada", "DOCS")
	return server
}

// Members is a file for the command members.
func Members(product string) string {
	file := "Email,Group\n" +
		"barbara@example.com,confluence-users\n" +
		"barbara@example.com,writers\n" +
		"ada@example.com,writers\n" +
		"alan@example.com,editors\n"
	if product == site.CloudProduct {
		file += "barbara@example.com,everybody-okta\n"
	}
	return file
}

// Leaver is somebody who leaves, and the spaces to look at.
func Leaver(product string) (who, spaces []string) {
	if product == site.CloudProduct {
		return []string{"alan@example.com"}, []string{"DOCS"}
	}
	return []string{"alan"}, []string{"DOCS"}
}

// Newcomers is a file for the command provision.
func Newcomers() string {
	return "Username,Full name,Email,Groups\n" +
		"ada,Ada Lovelace,ada.lovelace@example.com,writers;editors\n" +
		"katherine,Katherine Johnson,katherine@example.com,confluence-users;writers\n"
}

package main

import (
	"time"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// demoSite is an in-memory site with something on it to look at.
type demoSite struct {
	server *cloudtest.Server
	places places
}

func newDemoSite() demoSite {
	server := cloudtest.New()
	grace := server.AddUser(cloudtest.User{Name: "Grace Example", Email: "grace@example.com"})
	server.AddGroup("confluence-users", server.AdminID(), grace)
	server.AddGroup("site-admins", server.AdminID())
	server.AddSpace("DOCS", "Documentation")
	page := server.AddPage("DOCS", "Welcome", grace, "howto")
	server.WatchPage(server.AdminID(), page)
	task := server.AddTask(confluencetest.Task{Name: "copy page tree", Duration: 2 * time.Second})
	return demoSite{server: server, places: places{
		space: "DOCS", page: page, label: "howto", task: task, colleague: grace,
	}}
}

package main

import (
	"testing"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

func TestCompare(t *testing.T) {
	site, instance := cloudtest.Start(t), datacentertest.Start(t)
	site.AddGroup("writers", site.AdminID())
	instance.AddGroup("readers", instance.AdminName())
	instance.AddGroup("writers", instance.AdminName())
	before, err := compare(t.Context(), cloudtest.Start(t).Client(), datacentertest.Start(t).Client())
	if err != nil {
		t.Fatal(err)
	}
	count, err := compare(t.Context(), site.Client(), instance.Client())
	if err != nil || count != before+3 {
		t.Fatalf("%d groups more, %v", count-before, err)
	}
}

package main

import (
	"testing"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

func TestCompare(t *testing.T) {
	site, instance := confluencetest.NewCloud(), confluencetest.NewDatacenter()
	defer site.Close()
	defer instance.Close()
	site.AddGroup("writers", site.AdminID())
	instance.AddGroup("readers", instance.AdminName())
	instance.AddGroup("writers", instance.AdminName())
	before, err := compare(t.Context(), confluencetest.NewCloud().Client(), confluencetest.NewDatacenter().Client())
	if err != nil {
		t.Fatal(err)
	}
	count, err := compare(t.Context(), site.Client(), instance.Client())
	if err != nil || count != before+3 {
		t.Fatalf("%d groups more, %v", count-before, err)
	}
}

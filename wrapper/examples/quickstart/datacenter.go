package main

import (
	"context"
	"io"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

// tourDatacenter creates, disables, enables and deletes a user of an in-memory
// Data Center.
func tourDatacenter(ctx context.Context, w io.Writer) error {
	say(w, "Confluence Data Center, in memory")
	instance := datacentertest.New()
	defer instance.Close()
	instance.AddGroup("writers")
	client := instance.Client()
	me, err := client.Users.Current(ctx, nil)
	if err != nil {
		return err
	}
	show(w, "I am", me.Username)

	say(w, "A user comes (POST admin/user)")
	created, err := client.Admin.CreateUser(ctx, datacenter.NewUser{
		Username: "jane", FullName: "Jane Example", Email: "jane@example.com", NotifyViaEmail: true,
	})
	if err != nil {
		return err
	}
	if err := client.Groups.AddMember(ctx, "writers", "jane"); err != nil {
		return err
	}
	groups, err := confluence.Collect(client.Users.AllGroups(ctx, created.Identity(), nil))
	if err != nil {
		return err
	}
	for _, group := range groups {
		show(w, "member of", group.Name)
	}
	return leave(ctx, w, client)
}

// leave disables, enables and at last deletes the user.
func leave(ctx context.Context, w io.Writer, client *datacenter.Client) error {
	say(w, "The user goes on leave and comes back")
	if err := client.Admin.DisableUser(ctx, "jane"); err != nil {
		return err
	}
	show(w, "PUT admin/user/jane/disable", "disabled")
	if err := client.Admin.EnableUser(ctx, "jane"); err != nil {
		return err
	}
	show(w, "PUT admin/user/jane/enable", "enabled")

	say(w, "The user leaves (DELETE admin/user/jane, a long task)")
	task, err := client.Admin.DeleteUserAndWait(ctx, "jane", &confluence.WaitOptions{
		OnProgress: func(task confluence.Task) { showProgress(w, task) },
	})
	if err != nil {
		return err
	}
	show(w, "took", task.Elapsed)
	return nil
}

package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// places are what the writing part of the demo works on. What is empty is left
// out.
type places struct {
	space, page, label, task string
	// colleague is an account to put into a group.
	colleague string
}

// read looks at the caller: groups, properties, tasks.
func read(ctx context.Context, w io.Writer, client *cloud.Client) error {
	say(w, "Who am I?")
	me, err := client.Users.Current(ctx, nil)
	if err != nil {
		return err
	}
	show(w, "name", me.Name())
	show(w, "account id", me.AccountID)

	say(w, "My groups (GET user/memberof)")
	for group, err := range client.Users.AllGroups(ctx, cloud.DefaultAccount, nil) {
		if err != nil {
			return err
		}
		show(w, group.Name, group.ID)
	}

	say(w, "My properties")
	keys, err := confluence.Collect(client.Properties.All(ctx, cloud.DefaultAccount, nil))
	if err != nil {
		return err
	}
	show(w, "keys", len(keys))
	for _, key := range keys {
		property, err := client.Properties.Get(ctx, cloud.DefaultAccount, key)
		if err != nil {
			return err
		}
		show(w, key, string(property.Value))
	}
	return nil
}

// write changes watches, a property and a group, and takes it all back.
func write(ctx context.Context, w io.Writer, client *cloud.Client, at places) error {
	for _, step := range []func(context.Context, io.Writer, *cloud.Client, places) error{
		watchSpace, watchPage, keepProperty, changeGroup, followTask,
	} {
		if err := step(ctx, w, client, at); err != nil {
			return err
		}
	}
	return nil
}

func watchSpace(ctx context.Context, w io.Writer, client *cloud.Client, at places) error {
	if at.space == "" {
		return nil
	}
	say(w, "Watching the space "+at.space)
	if err := client.Watches.WatchSpace(ctx, at.space, cloud.DefaultAccount); err != nil {
		return err
	}
	if err := showWatching(ctx, w, client, at.space, "after POST user/watch/space"); err != nil {
		return err
	}
	if err := client.Watches.UnwatchSpace(ctx, at.space, cloud.DefaultAccount); err != nil {
		return err
	}
	return showWatching(ctx, w, client, at.space, "after DELETE user/watch/space")
}

func showWatching(ctx context.Context, w io.Writer, client *cloud.Client, space, when string) error {
	watching, err := client.Watches.IsWatchingSpace(ctx, space, cloud.DefaultAccount)
	if err != nil {
		return err
	}
	show(w, when, watching)
	return nil
}

func watchPage(ctx context.Context, w io.Writer, client *cloud.Client, at places) error {
	if at.page == "" {
		return nil
	}
	say(w, "Watchers of page "+at.page)
	for watch, err := range client.Watches.AllContentWatchers(ctx, at.page, nil) {
		if err != nil {
			return err
		}
		show(w, watch.Watcher.Name(), watch.Watcher.AccountID)
	}
	say(w, "Watching the label "+at.label)
	if err := client.Watches.WatchLabel(ctx, at.label, cloud.DefaultAccount); err != nil {
		return err
	}
	show(w, "after POST user/watch/label", "watching")
	return client.Watches.UnwatchLabel(ctx, at.label, cloud.DefaultAccount)
}

func keepProperty(ctx context.Context, w io.Writer, client *cloud.Client, _ places) error {
	type preferences struct {
		Theme  string `json:"theme"`
		Digest bool   `json:"digest"`
	}
	say(w, "Keeping a property with myself")
	if err := client.Properties.Set(ctx, cloud.DefaultAccount, "quickstart", preferences{Theme: "dark", Digest: true}); err != nil {
		return err
	}
	var kept preferences
	if err := client.Properties.GetInto(ctx, cloud.DefaultAccount, "quickstart", &kept); err != nil {
		return err
	}
	show(w, "quickstart", fmt.Sprintf("%+v", kept))
	return client.Properties.Delete(ctx, cloud.DefaultAccount, "quickstart")
}

func changeGroup(ctx context.Context, w io.Writer, client *cloud.Client, at places) error {
	if at.colleague == "" {
		return nil
	}
	say(w, "A group for the afternoon")
	group, err := client.Groups.Create(ctx, "quickstart-group")
	if err != nil {
		return err
	}
	if err := client.Groups.AddMember(ctx, group.ID, at.colleague); err != nil {
		return err
	}
	if err := showMembers(ctx, w, client, group); err != nil {
		return err
	}
	if err := client.Groups.RemoveMemberByName(ctx, group.Name, at.colleague); err != nil {
		return err
	}
	if err := showMembers(ctx, w, client, group); err != nil {
		return err
	}
	return client.Groups.Delete(ctx, group.ID)
}

func showMembers(ctx context.Context, w io.Writer, client *cloud.Client, group *cloud.Group) error {
	members, err := confluence.Collect(client.Groups.AllMembers(ctx, group.ID, nil))
	if err != nil {
		return err
	}
	names := make([]string, len(members))
	for i, member := range members {
		names[i] = member.Name()
	}
	show(w, "members of "+group.Name, "["+strings.Join(names, ", ")+"]")
	return nil
}

func followTask(ctx context.Context, w io.Writer, client *cloud.Client, at places) error {
	if at.task == "" {
		return nil
	}
	say(w, "Waiting for task "+at.task)
	task, err := client.Tasks.Wait(ctx, at.task, &confluence.WaitOptions{OnProgress: func(task confluence.Task) {
		showProgress(w, task)
	}})
	if err != nil {
		return err
	}
	show(w, "took", task.Elapsed)
	return nil
}

// showProgress draws one line of progress.
func showProgress(w io.Writer, task confluence.Task) {
	const width = 30
	done := min(max(task.Percent, 0), 100) * width / 100
	fmt.Fprintf(w, "  [%s%s] %3d %%\n", strings.Repeat("#", done), strings.Repeat(".", width-done), task.Percent)
}

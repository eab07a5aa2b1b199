package cloud_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// exampleSite is an in-memory site and a client of its administrator.
func exampleSite() (*cloudtest.Server, *cloud.Client) {
	site := cloudtest.New()
	site.AddUser(cloudtest.User{AccountID: "557058:ada", Name: "Ada Example", Email: "ada@example.com"})
	site.AddUser(cloudtest.User{AccountID: "557058:grace", Name: "Grace Example", Email: "grace@example.com"})
	site.AddGroup("engineering", "557058:ada", "557058:grace")
	site.AddGroup("site-admins", site.AdminID())
	site.AddGroup("writers", "557058:ada")
	site.AddSpace("DOCS", "Documentation")
	return site, site.Client()
}

func ExampleNew() {
	client, err := cloud.New("https://your-domain.atlassian.net",
		confluence.BasicAuth("ada@example.com", "an API token"),
		confluence.WithUserAgent("roster/1.0"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(client.Conn().BaseURL())
	// Output: https://your-domain.atlassian.net
}

// GET /wiki/rest/api/user.
func ExampleUsersService_Get() {
	site, client := exampleSite()
	defer site.Close()
	user, err := client.Users.Get(context.Background(), "557058:ada", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(user.DisplayName, user.Email, user.AccountType)
	// Output: Ada Example ada@example.com atlassian
}

// GET /wiki/rest/api/user/current.
func ExampleUsersService_Current() {
	site, _ := exampleSite()
	defer site.Close()
	me, err := site.ClientAs("557058:grace").Users.Current(context.Background(), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(me.DisplayName)
	// Output: Grace Example
}

// GET /wiki/rest/api/user/anonymous.
func ExampleUsersService_Anonymous() {
	site, client := exampleSite()
	defer site.Close()
	nobody, err := client.Users.Anonymous(context.Background(), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(nobody.Type, nobody.DisplayName)
	// Output: anonymous Anonymous
}

// GET /wiki/rest/api/user/memberof, page by page.
func ExampleUsersService_AllGroups() {
	site, client := exampleSite()
	defer site.Close()
	for group, err := range client.Users.AllGroups(context.Background(), "557058:ada", nil) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(group.Name)
	}
	// Output:
	// engineering
	// writers
}

// POST /wiki/api/v2/users-bulk, 250 accounts to a request.
func ExampleUsersService_Lookup() {
	site, client := exampleSite()
	defer site.Close()
	found, err := client.Users.Lookup(context.Background(), []string{"557058:grace", "557058:gone", "557058:ada"}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, user := range found.Items {
		fmt.Println(user.AccountID, user.DisplayName)
	}
	fmt.Println("missing", found.Missing)
	// Output:
	// 557058:grace Grace Example
	// 557058:ada Ada Example
	// missing [557058:gone]
}

// GET /wiki/rest/api/user/bulk, 100 accounts to a request.
func ExampleUsersService_LookupV1() {
	site, client := exampleSite()
	defer site.Close()
	found, err := client.Users.LookupV1(context.Background(), []string{"557058:ada"}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(found.Items[0].DisplayName)
	// Output: Ada Example
}

// GET /wiki/rest/api/user/email and /wiki/rest/api/user/email/bulk.
func ExampleUsersService_Email() {
	site, client := exampleSite()
	defer site.Close()
	one, err := client.Users.Email(context.Background(), "557058:ada")
	if err != nil {
		fmt.Println(err)
		return
	}
	many, err := client.Users.Emails(context.Background(), []string{"557058:grace"}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(one.Address, many.Items[0].Address)
	// Output: ada@example.com grace@example.com
}

// GET /wiki/rest/api/search/user.
func ExampleUsersService_AllSearch() {
	site, client := exampleSite()
	defer site.Close()
	for hit, err := range client.Users.AllSearch(context.Background(), `user.fullname ~ "grace"`, nil) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(hit.DisplayName)
	}
	// Output: Grace Example
}

// DELETE /wiki/rest/api/user/watch/space/{spaceKey}.
func ExampleWatchesService_UnwatchSpace() {
	site, client := exampleSite()
	defer site.Close()
	ctx := context.Background()
	if err := client.Watches.WatchSpace(ctx, "DOCS", "557058:ada"); err != nil {
		fmt.Println(err)
		return
	}
	if err := client.Watches.UnwatchSpace(ctx, "DOCS", "557058:ada"); err != nil {
		fmt.Println(err)
		return
	}
	watching, err := client.Watches.IsWatchingSpace(ctx, "DOCS", "557058:ada")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("watching:", watching)
	// Output: watching: false
}

// What DELETE /wiki/rest/api/group/user?name= did, on today's Cloud: the name
// is resolved to an id, then the member is removed by id.
func ExampleGroupsService_RemoveMemberByName() {
	site, client := exampleSite()
	defer site.Close()
	ctx := context.Background()
	if err := client.Groups.RemoveMemberByName(ctx, "writers", "557058:ada"); err != nil {
		fmt.Println(err)
		return
	}
	group, err := client.Groups.GetByName(ctx, "writers")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("members left:", len(site.GroupMembers(group.ID)))
	// Output: members left: 0
}

// DELETE /wiki/rest/api/group/user?name= itself, which Atlassian removed.
func ExampleGroupsService_RemoveMemberByNameDirect() {
	site, client := exampleSite()
	defer site.Close()
	err := client.Groups.RemoveMemberByNameDirect(context.Background(), "writers", "557058:ada")
	fmt.Println(errors.Is(err, confluence.ErrGone))
	// Output: true
}

func ExampleClient_ForAccount() {
	site, client := exampleSite()
	defer site.Close()
	ada := client.ForAccount("557058:ada") // the default account is Ada from here on
	if err := ada.Watches.WatchSpace(context.Background(), "DOCS", cloud.DefaultAccount); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(site.IsWatchingSpace("557058:ada", "DOCS"))
	// Output: true
}

// A plan is made, looked at and carried out.
func ExampleGroupsService_SyncMembers() {
	site, client := exampleSite()
	defer site.Close()
	ctx := context.Background()
	group, err := client.Groups.GetByName(ctx, "writers")
	if err != nil {
		fmt.Println(err)
		return
	}
	plan, err := client.Groups.SyncMembers(ctx, group.ID, []string{"557058:grace"}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("add", plan.Add, "remove", plan.Remove)
	result, err := client.Groups.ApplySync(ctx, plan)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(result)
	// Output:
	// add [557058:grace] remove [557058:ada]
	// 1 added, 1 removed
}

func ExampleClient_With() {
	site, client := exampleSite()
	defer site.Close()
	reads, err := client.With(confluence.WithReadOnly())
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = reads.Groups.Create(context.Background(), "mine")
	fmt.Println(errors.Is(err, confluence.ErrReadOnly))
	// Output: true
}

func ExamplePropertiesService_Set() {
	site, client := exampleSite()
	defer site.Close()
	ctx := context.Background()
	type preferences struct {
		Theme string `json:"theme"`
	}
	if err := client.Properties.Set(ctx, "557058:ada", "preferences", preferences{Theme: "dark"}); err != nil {
		fmt.Println(err)
		return
	}
	var kept preferences
	if err := client.Properties.GetInto(ctx, "557058:ada", "preferences", &kept); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(kept.Theme)
	// Output: dark
}

func ExampleTasksService_Wait() {
	site, client := exampleSite()
	defer site.Close()
	id := site.AddTask(confluencetest.Task{Name: "copy pages", Duration: time.Millisecond})
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	task, err := client.Tasks.Wait(ctx, id, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(task.Percent, task.State == confluence.TaskSucceeded)
	// Output: 100 true
}

// Errors say what kind they are, and what the service said.
func Example_errors() {
	site, client := exampleSite()
	defer site.Close()
	_, err := client.Groups.Get(context.Background(), "no-such-group")
	var failure *confluence.Error
	switch {
	case errors.Is(err, confluence.ErrNotFound) && errors.As(err, &failure):
		fmt.Println(failure.Operation, failure.StatusCode)
	case err != nil:
		fmt.Println(err)
		return
	}
	// Output: getGroupByGroupId 404
}

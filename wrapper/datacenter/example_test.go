package datacenter_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

// exampleInstance is an in-memory instance and a client of its administrator.
func exampleInstance() (*datacentertest.Server, *datacenter.Client) {
	instance := datacentertest.New()
	instance.SetDeletionTime(1)
	instance.AddUser(datacentertest.User{
		Username: "jane", FullName: "Jane Example", Email: "jane@example.com", Password: "old secret",
	})
	instance.AddGroup("engineering", "jane")
	instance.AddGroup("R&D / Ops", "jane")
	return instance, instance.Client()
}

func ExampleNew() {
	client, err := datacenter.New("https://confluence.example.com/confluence",
		confluence.BearerToken("a-personal-access-token"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(client.Conn().BaseURL())
	// Output: https://confluence.example.com/confluence
}

func ExampleUsersService_Get() {
	instance, client := exampleInstance()
	defer instance.Close()
	user, err := client.Users.Get(context.Background(), datacenter.Username("jane"), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(user.Username, user.DisplayName)
	// Output: jane Jane Example
}

func ExampleUsersService_AllGroups() {
	instance, client := exampleInstance()
	defer instance.Close()
	for group, err := range client.Users.AllGroups(context.Background(), datacenter.Username("jane"), nil) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(group.Name)
	}
	// Output:
	// R&D / Ops
	// engineering
}

// A group is brought to a list of user names, with a plan in between.
func ExampleGroupsService_SyncMembers() {
	instance, client := exampleInstance()
	defer instance.Close()
	instance.AddGroup("writers", "jane")
	ctx := context.Background()
	plan, err := client.Groups.SyncMembers(ctx, "writers", []string{"admin"}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(plan)
	result, err := client.Groups.ApplySync(ctx, plan)
	fmt.Println(result, err, instance.GroupMembers("writers"))
	// Output:
	// group writers: 1 to add, 1 to remove, 0 to keep
	// 1 added, 1 removed <nil> [admin]
}

// POST /rest/api/admin/user.
func ExampleAdminService_CreateUser() {
	instance, client := exampleInstance()
	defer instance.Close()
	created, err := client.Admin.CreateUser(context.Background(), datacenter.NewUser{
		Username: "ann", FullName: "Ann Example", Email: "ann@example.com", NotifyViaEmail: true,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	user, err := client.Users.Get(context.Background(), created.Identity(), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(user.Username, instance.HasUser("ann"))
	// Output: ann true
}

// Every broken rule is reported at once, and nothing is sent.
func ExampleValidationError() {
	instance, client := exampleInstance()
	defer instance.Close()
	_, err := client.Admin.CreateUser(context.Background(), datacenter.NewUser{
		Username: "Ann", FullName: "Ann <Example>", Email: "ann@example.com", Password: datacenter.NewPassword("secret"),
	})
	var invalid *datacenter.ValidationError
	if errors.As(err, &invalid) {
		for _, v := range invalid.Violations {
			fmt.Println(v.Field, v.Rule)
		}
	}
	// Output:
	// userName must not contain upper case
	// fullName must not contain < or >
}

// PUT /rest/api/admin/user/{username}.
func ExampleAdminService_UpdateUser() {
	instance, client := exampleInstance()
	defer instance.Close()
	err := client.Admin.UpdateUser(context.Background(), "jane", datacenter.UserUpdate{FullName: "Jane Q. Example"})
	fmt.Println(err, instance.FullName("jane"))
	// Output: <nil> Jane Q. Example
}

// POST /rest/api/admin/user/{username}/password.
func ExampleAdminService_ChangePassword() {
	instance, client := exampleInstance()
	defer instance.Close()
	err := client.Admin.ChangePassword(context.Background(), "jane", datacenter.NewPassword("new secret"))
	fmt.Println(err, instance.CheckPassword("jane", "new secret"))
	// Output: <nil> true
}

// PUT /rest/api/admin/user/{username}/disable and …/enable.
func ExampleAdminService_DisableUser() {
	instance, client := exampleInstance()
	defer instance.Close()
	if err := client.Admin.DisableUser(context.Background(), "jane"); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("disabled:", instance.IsDisabled("jane"))
	if err := client.Admin.EnableUser(context.Background(), "jane"); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("disabled:", instance.IsDisabled("jane"))
	// Output:
	// disabled: true
	// disabled: false
}

// DELETE /rest/api/admin/user/{username}, followed to its end.
func ExampleAdminService_DeleteUserAndWait() {
	instance, client := exampleInstance()
	defer instance.Close()
	task, err := client.Admin.DeleteUserAndWait(context.Background(), "jane", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(task.Percent, instance.HasUser("jane"))
	// Output: 100 false
}

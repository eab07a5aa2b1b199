package confluencetest

import (
	"context"
	"net/http"

	"github.com/confluence-people/go-sdk/gen/datacenter/server"
)

// CreateUser adds a user.
func (a datacenterAPI) CreateUser(ctx context.Context, r server.CreateUserRequestObject) (server.CreateUserResponseObject, error) {
	defer a.locked()()
	broken := rulesBrokenBy(r.Body)
	switch {
	case !a.isAdmin(ctx):
		return nil, dcNoAdmin()
	case len(broken) > 0:
		return nil, dcBadRequest(broken...)
	case a.store.userByName(r.Body.UserName) != nil:
		return nil, dcConflict("User already exists with username : " + r.Body.UserName)
	case a.seats > 0 && len(a.store.enabled()) >= a.seats:
		return nil, dcFault(http.StatusPaymentRequired, "The licence does not allow more users", true, false)
	}
	u := a.store.newUser(r.Body.UserName)
	u.name, u.email, u.password = r.Body.FullName, r.Body.Email, r.Body.Password
	return server.CreateUser201JSONResponse{UserKey: u.id}, nil
}

// userToChange returns a user whom the caller may administer.
func (a datacenterAPI) userToChange(ctx context.Context, username string) (*user, *fault) {
	if !a.isAdmin(ctx) {
		return nil, dcNoAdmin()
	}
	return a.userNamed(ctx, dcWho{username: &username})
}

// UpdateUser changes a user.
func (a datacenterAPI) UpdateUser(ctx context.Context, r server.UpdateUserRequestObject) (server.UpdateUserResponseObject, error) {
	defer a.locked()()
	u, refusal := a.userToChange(ctx, r.Username)
	if refusal != nil {
		return nil, refusal.asSeen() // the contract is silent on unknown users
	}
	if refusal := changeUser(u, r.Body); refusal != nil {
		return nil, refusal
	}
	return server.UpdateUser204Response{}, nil
}

// DeleteUser begins a task, at whose end the user is gone.
func (a datacenterAPI) DeleteUser(ctx context.Context, r server.DeleteUserRequestObject) (server.DeleteUserResponseObject, error) {
	defer a.locked()()
	u, refusal := a.userToChange(ctx, r.Username)
	if refusal != nil {
		return nil, refusal
	}
	t := a.store.addTask(task{
		Task: Task{
			Name: "com.atlassian.confluence.user.delete", Duration: a.deletionTime,
			Messages: []string{"Removed the user from all groups", "Removed all watches of the user"},
		},
		args: []any{u.username}, text: "Delete user " + u.username, removes: u.id,
	})
	// Absolute, and neither is served: a client has to go by the id.
	address := datacenterSite + "/rest/api/longtask/" + t.id
	return server.DeleteUser202JSONResponse{
		ID: t.id, ResultPath: "result", StatusPath: "status",
		Links: server.TaskLinks{Result: address + "/result", Status: address + "/status"},
	}, nil
}

// DisableUser takes a user's access away; to have none is no error.
func (a datacenterAPI) DisableUser(ctx context.Context, r server.DisableUserRequestObject) (server.DisableUserResponseObject, error) {
	err := a.setDisabled(ctx, r.Username, true)
	return server.DisableUser204Response{}, err
}

// EnableUser gives a user access again; to have it is no error.
func (a datacenterAPI) EnableUser(ctx context.Context, r server.EnableUserRequestObject) (server.EnableUserResponseObject, error) {
	err := a.setDisabled(ctx, r.Username, false)
	return server.EnableUser204Response{}, err
}

func (a datacenterAPI) setDisabled(ctx context.Context, username string, disabled bool) error {
	defer a.locked()()
	u, refusal := a.userToChange(ctx, username)
	if refusal != nil {
		return refusal
	}
	u.disabled = disabled
	return nil
}

// ChangeUserPassword gives a user another password, which takes a system
// administrator.
func (a datacenterAPI) ChangeUserPassword(ctx context.Context, r server.ChangeUserPasswordRequestObject) (server.ChangeUserPasswordResponseObject, error) {
	defer a.locked()()
	if !a.caller(ctx).siteAdmin {
		return nil, dcForbidden("User is not a system administrator")
	}
	u, refusal := a.userNamed(ctx, dcWho{username: &r.Username})
	switch {
	case refusal != nil:
		return nil, refusal
	case r.Body == nil || isBlank(r.Body.Password):
		return nil, dcBadRequest("password must not be blank")
	}
	u.password = r.Body.Password
	return server.ChangeUserPassword204Response{}, nil
}

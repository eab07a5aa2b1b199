package datacentertest

import (
	"context"
	"net/http"

	"github.com/confluence-people/go-sdk/gen/datacenter/server"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/address"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// CreateUser adds a user.
func (h handlers) CreateUser(ctx context.Context, r server.CreateUserRequestObject) (server.CreateUserResponseObject, error) {
	defer h.locked()()
	broken := rulesBrokenBy(r.Body)
	switch {
	case !h.isAdmin(ctx):
		return nil, noAdmin()
	case len(broken) > 0:
		return nil, badRequest(broken...)
	case h.store.userByName(r.Body.UserName) != nil:
		return nil, conflict("User already exists with username : " + r.Body.UserName)
	case h.seats > 0 && h.store.enabled.Len() >= h.seats:
		return nil, refuse(http.StatusPaymentRequired, "The licence does not allow more users", true, false)
	}
	u := h.store.newUser(r.Body.UserName)
	u.name, u.email, u.password = r.Body.FullName, r.Body.Email, r.Body.Password
	return server.CreateUser201JSONResponse{UserKey: u.id}, nil
}

// userToChange returns a user whom the caller may administer.
func (h handlers) userToChange(ctx context.Context, username string) (*user, *respond.Error) {
	if !h.isAdmin(ctx) {
		return nil, noAdmin()
	}
	return h.userNamed(ctx, identity{username: &username})
}

// UpdateUser changes a user.
func (h handlers) UpdateUser(ctx context.Context, r server.UpdateUserRequestObject) (server.UpdateUserResponseObject, error) {
	defer h.locked()()
	u, refusal := h.userToChange(ctx, r.Username)
	if refusal != nil {
		return nil, refusal.Undocumented() // the contract is silent on unknown users
	}
	if refusal := changeUser(u, r.Body); refusal != nil {
		return nil, refusal
	}
	return server.UpdateUser204Response{}, nil
}

// DeleteUser begins a task, at whose end the user is gone.
func (h handlers) DeleteUser(ctx context.Context, r server.DeleteUserRequestObject) (server.DeleteUserResponseObject, error) {
	defer h.locked()()
	u, refusal := h.userToChange(ctx, r.Username)
	if refusal != nil {
		return nil, refusal
	}
	t := h.store.begin(task{
		Task: state.Task{Task: confluencetest.Task{
			Name: "com.atlassian.confluence.user.delete", Duration: h.deletionTime,
			Messages: []string{"Removed the user from all groups", "Removed all watches of the user"},
		}},
		args: []any{u.username}, text: "Delete user " + u.username, removes: u.id,
	})
	// Absolute, and neither is served: a client has to go by the id.
	task := address.Base(ctx) + "/rest/api/longtask/" + t.ID
	return server.DeleteUser202JSONResponse{
		ID: t.ID, ResultPath: "result", StatusPath: "status",
		Links: server.TaskLinks{Result: task + "/result", Status: task + "/status"},
	}, nil
}

// DisableUser takes a user's access away; to have none is no error.
func (h handlers) DisableUser(ctx context.Context, r server.DisableUserRequestObject) (server.DisableUserResponseObject, error) {
	err := h.setDisabled(ctx, r.Username, true)
	return server.DisableUser204Response{}, err
}

// EnableUser gives a user access again; to have it is no error.
func (h handlers) EnableUser(ctx context.Context, r server.EnableUserRequestObject) (server.EnableUserResponseObject, error) {
	err := h.setDisabled(ctx, r.Username, false)
	return server.EnableUser204Response{}, err
}

func (h handlers) setDisabled(ctx context.Context, username string, disabled bool) error {
	defer h.locked()()
	u, refusal := h.userToChange(ctx, username)
	if refusal != nil {
		return refusal
	}
	h.store.setDisabled(u, disabled)
	return nil
}

// ChangeUserPassword gives a user another password, which takes a system
// administrator.
func (h handlers) ChangeUserPassword(ctx context.Context, r server.ChangeUserPasswordRequestObject) (server.ChangeUserPasswordResponseObject, error) {
	defer h.locked()()
	if !callerOf(ctx).systemAdmin {
		return nil, forbidden("User is not a system administrator")
	}
	u, refusal := h.userNamed(ctx, identity{username: &r.Username})
	switch {
	case refusal != nil:
		return nil, refusal
	case r.Body == nil || isBlank(r.Body.Password):
		return nil, badRequest("password must not be blank")
	}
	u.password = r.Body.Password
	return server.ChangeUserPassword204Response{}, nil
}

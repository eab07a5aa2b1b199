package confluencetest

import (
	"context"
	"net/http"

	"github.com/confluence-people/go-sdk/gen/datacenter/server"
)

// CreateUser adds a user.
func (h datacenterHandlers) CreateUser(ctx context.Context, r server.CreateUserRequestObject) (server.CreateUserResponseObject, error) {
	defer h.locked()()
	broken := rulesBrokenBy(r.Body)
	switch {
	case !h.isAdmin(ctx):
		return nil, dcNoAdmin()
	case len(broken) > 0:
		return nil, dcBadRequest(broken...)
	case h.store.userByName(r.Body.UserName) != nil:
		return nil, dcConflict("User already exists with username : " + r.Body.UserName)
	case h.seats > 0 && len(h.store.enabled()) >= h.seats:
		return nil, dcFault(http.StatusPaymentRequired, "The licence does not allow more users", true, false)
	}
	u := h.store.newUser(r.Body.UserName)
	u.name, u.email, u.password = r.Body.FullName, r.Body.Email, r.Body.Password
	return server.CreateUser201JSONResponse{UserKey: u.id}, nil
}

// userToChange returns a user whom the caller may administer.
func (h datacenterHandlers) userToChange(ctx context.Context, username string) (*user, *fault) {
	if !h.isAdmin(ctx) {
		return nil, dcNoAdmin()
	}
	return h.userNamed(ctx, dcWho{username: &username})
}

// UpdateUser changes a user.
func (h datacenterHandlers) UpdateUser(ctx context.Context, r server.UpdateUserRequestObject) (server.UpdateUserResponseObject, error) {
	defer h.locked()()
	u, refusal := h.userToChange(ctx, r.Username)
	if refusal != nil {
		return nil, refusal.asSeen() // the contract is silent on unknown users
	}
	if refusal := changeUser(u, r.Body); refusal != nil {
		return nil, refusal
	}
	return server.UpdateUser204Response{}, nil
}

// DeleteUser begins a task, at whose end the user is gone.
func (h datacenterHandlers) DeleteUser(ctx context.Context, r server.DeleteUserRequestObject) (server.DeleteUserResponseObject, error) {
	defer h.locked()()
	u, refusal := h.userToChange(ctx, r.Username)
	if refusal != nil {
		return nil, refusal
	}
	t := h.store.addTask(task{
		Task: Task{
			Name: "com.atlassian.confluence.user.delete", Duration: h.deletionTime,
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
func (h datacenterHandlers) DisableUser(ctx context.Context, r server.DisableUserRequestObject) (server.DisableUserResponseObject, error) {
	err := h.setDisabled(ctx, r.Username, true)
	return server.DisableUser204Response{}, err
}

// EnableUser gives a user access again; to have it is no error.
func (h datacenterHandlers) EnableUser(ctx context.Context, r server.EnableUserRequestObject) (server.EnableUserResponseObject, error) {
	err := h.setDisabled(ctx, r.Username, false)
	return server.EnableUser204Response{}, err
}

func (h datacenterHandlers) setDisabled(ctx context.Context, username string, disabled bool) error {
	defer h.locked()()
	u, refusal := h.userToChange(ctx, username)
	if refusal != nil {
		return refusal
	}
	u.disabled = disabled
	return nil
}

// ChangeUserPassword gives a user another password, which takes a system
// administrator.
func (h datacenterHandlers) ChangeUserPassword(ctx context.Context, r server.ChangeUserPasswordRequestObject) (server.ChangeUserPasswordResponseObject, error) {
	defer h.locked()()
	if !h.caller(ctx).siteAdmin {
		return nil, dcForbidden("User is not a system administrator")
	}
	u, refusal := h.userNamed(ctx, dcWho{username: &r.Username})
	switch {
	case refusal != nil:
		return nil, refusal
	case r.Body == nil || isBlank(r.Body.Password):
		return nil, dcBadRequest("password must not be blank")
	}
	u.password = r.Body.Password
	return server.ChangeUserPassword204Response{}, nil
}

package datacenter

import (
	"context"
	"errors"

	gen "github.com/confluence-people/go-sdk/gen/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/longtask"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/response"
)

// AdminService creates, changes and removes users. Every method needs a
// Confluence administrator, ChangePassword a system administrator. OAuth 2.0
// applications are shut out by the service.
type AdminService struct {
	api   *gen.ClientWithResponses
	tasks *TasksService
}

// CreateUser creates a user; it sends the e-mail address to the instance. All
// broken rules come back at once as [*ValidationError], before anything is sent.
// A name in use is [confluence.ErrConflict]; no licence seat left is
// [confluence.ErrLicense].
//
// Permission: Confluence administrator. Version 8.4 and later.
//
// Operation: createUser, POST /rest/api/admin/user.
//
//confluence:operation createUser
func (s *AdminService) CreateUser(ctx context.Context, user NewUser) (*CreatedUser, error) {
	if err := user.Validate(); err != nil {
		return nil, err
	}
	created, err := response.JSON[gen.UserKey](s.api.CreateUser(argument.Context(ctx), gen.CreateUserRequest{
		UserName: user.Username, FullName: user.FullName, Email: user.Email,
		Password: user.Password.secret(), NotifyViaEmail: user.NotifyViaEmail,
	}))
	if err != nil {
		return nil, err
	}
	return &CreatedUser{Username: user.Username, UserKey: created.UserKey}, nil
}

// UpdateUser changes the full name or the e-mail address of a user; the user
// name stays. It sends the new address to the instance. Broken rules are
// [*ValidationError], all at once, before anything is sent. What an unknown user
// is answered with is not documented.
//
// What the address is now, only Users.ListActive tells: in version 9.3 and later,
// of users who may log in, and from an index that lags behind, behind this method
// too. Of a disabled user nothing tells it.
//
// Permission: Confluence administrator. Version 9.3 and later.
//
// Operation: updateUser, PUT /rest/api/admin/user/{username}.
//
//confluence:operation updateUser
func (s *AdminService) UpdateUser(ctx context.Context, username string, change UserUpdate) error {
	if err := errors.Join(checkUsername(username), change.Validate()); err != nil {
		return err
	}
	return response.Done(s.api.UpdateUser(argument.Context(ctx), username, gen.UpdateUserRequest{
		FullName: change.FullName, Email: change.Email,
	}))
}

// DeleteUser starts to remove a user and returns the task that does it, as it
// was accepted: running, at 0 percent. Follow its ID with Tasks.Wait, or use
// DeleteUserAndWait. An unknown user is [confluence.ErrNotFound]. To keep the
// account and end its access, use DisableUser.
//
// Permission: Confluence administrator. Version 9.2 and later, perhaps earlier.
//
// Operation: deleteUser, DELETE /rest/api/admin/user/{username}.
//
//confluence:operation deleteUser
func (s *AdminService) DeleteUser(ctx context.Context, username string) (*confluence.Task, error) {
	if err := checkUsername(username); err != nil {
		return nil, err
	}
	submission, err := response.Require(func(s *gen.LongTaskSubmission) string {
		if s.ID == "" {
			return "id"
		}
		return ""
	})(s.api.DeleteUser(argument.Context(ctx), username))
	if err != nil {
		return nil, err
	}
	return &confluence.Task{ID: submission.ID, State: confluence.TaskRunning}, nil
}

// DeleteUserAndWait removes a user and waits until that is done. Once the
// service has accepted it, a task comes with every error: the last state seen,
// or the one it was accepted in, so that it can be waited for again.
//
// Permission: Confluence administrator. Version 9.2 and later, perhaps earlier.
func (s *AdminService) DeleteUserAndWait(ctx context.Context, username string, opts *confluence.WaitOptions) (*confluence.Task, error) {
	if err := longtask.Check(opts); err != nil {
		return nil, err
	}
	accepted, err := s.DeleteUser(ctx, username)
	if err != nil {
		return nil, err
	}
	return longtask.Follow(ctx, accepted, opts, func(ctx context.Context) (*confluence.Task, error) {
		return s.tasks.Get(ctx, accepted.ID, nil)
	})
}

// DisableUser takes a user's access away and frees the licence seat; doing it
// twice is no error. An unknown user is [confluence.ErrNotFound]. Whether a user
// is disabled shows in [User.Active], where [ExpandStatus] asked for it.
//
// Permission: Confluence administrator. Version 9.2 and later, perhaps earlier.
//
// Operation: disableUser, PUT /rest/api/admin/user/{username}/disable.
//
//confluence:operation disableUser
func (s *AdminService) DisableUser(ctx context.Context, username string) error {
	if err := checkUsername(username); err != nil {
		return err
	}
	return response.Done(s.api.DisableUser(argument.Context(ctx), username))
}

// EnableUser gives a disabled user access again, which takes a licence seat;
// doing it twice is no error. An unknown user is [confluence.ErrNotFound].
//
// Permission: Confluence administrator. Version 9.2 and later, perhaps earlier.
//
// Operation: enableUser, PUT /rest/api/admin/user/{username}/enable.
//
//confluence:operation enableUser
func (s *AdminService) EnableUser(ctx context.Context, username string) error {
	if err := checkUsername(username); err != nil {
		return err
	}
	return response.Done(s.api.EnableUser(argument.Context(ctx), username))
}

// ChangePassword gives a user a new password, without the old one. A blank one
// is [*ValidationError], an unknown user [confluence.ErrNotFound].
//
// Permission: system administrator; a Confluence administrator is not enough.
// Version 8.4 and later.
//
// Operation: changeUserPassword, POST /rest/api/admin/user/{username}/password.
//
//confluence:operation changeUserPassword
func (s *AdminService) ChangePassword(ctx context.Context, username string, newPassword Password) error {
	var v violations
	v.password("password", newPassword)
	if err := errors.Join(checkUsername(username), v.err()); err != nil {
		return err
	}
	return response.Done(s.api.ChangeUserPassword(argument.Context(ctx), username,
		gen.ChangePasswordRequest{Password: newPassword.secret()}))
}

package datacenter

import (
	"context"

	gen "github.com/confluence-people/go-sdk/gen/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/answer"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/longtask"
)

// AdminService creates, changes and removes users. Every method needs a
// Confluence administrator, ChangePassword a system administrator. OAuth 2.0
// applications are shut out by the service.
type AdminService struct {
	api   *gen.ClientWithResponses
	tasks *TasksService
}

// NewUser describes a user to create.
type NewUser struct {
	// UserName is the login name: not blank, no white space, no upper case, none
	// of \ , + < > ' ", not "anonymous".
	UserName string
	// FullName is the name to show: not blank, without < and >, not "anonymous".
	FullName string
	// Email is a valid e-mail address.
	Email string
	// Password is the first password. Give it or set NotifyViaEmail, not both.
	Password Password
	// NotifyViaEmail mails the user, who then chooses a password.
	NotifyViaEmail bool
}

// Validate holds the user against the published rules, as CreateUser does before
// it sends anything. Broken ones are [*ValidationError].
func (u NewUser) Validate() error {
	var v violations
	v.userName(u.UserName)
	v.fullName(u.FullName)
	v.email(u.Email)
	if u.NotifyViaEmail {
		v.require(u.Password == "", "password", "must be absent when the user is notified by e-mail")
	} else {
		v.require(!blank(string(u.Password)), "password", "must be given unless the user is notified by e-mail")
	}
	v.text("password", string(u.Password))
	return v.err()
}

// CreateUser creates a user and returns its key. All broken rules come back at
// once as [*ValidationError], before anything is sent. A name in use is
// [confluence.ErrConflict]; no licence seat left is [confluence.ErrLicense].
// Version 8.4 and later.
//
// Operation: createUser, POST /rest/api/admin/user.
//
//confluence:operation createUser
func (s *AdminService) CreateUser(ctx context.Context, user NewUser) (Identity, error) {
	if err := user.Validate(); err != nil {
		return Identity{}, err
	}
	created, err := answer.Created(s.api.CreateUserWithResponse(ctx, gen.CreateUserRequest{
		UserName: user.UserName, FullName: user.FullName, Email: user.Email,
		Password: string(user.Password), NotifyViaEmail: user.NotifyViaEmail,
	}))
	if err != nil {
		return Identity{}, err
	}
	if created.UserKey == "" { // the user exists all the same, and has a name
		return Username(user.UserName), nil
	}
	return UserKey(created.UserKey), nil
}

// UpdateUser changes the full name or the e-mail address of a user; the user
// name stays. Broken rules are [*ValidationError]. Version 9.3 and later.
//
// Operation: updateUser, PUT /rest/api/admin/user/{username}.
//
//confluence:operation updateUser
func (s *AdminService) UpdateUser(ctx context.Context, username string, change UserUpdate) error {
	if err := argument.PathValue("user name", username); err != nil {
		return err
	}
	if err := change.Validate(); err != nil {
		return err
	}
	return answer.Done(s.api.UpdateUserWithResponse(ctx, username, change.body()))
}

// DeleteUser starts to remove a user and returns the task that does it; follow
// it with Tasks.Wait, or use DeleteUserAndWait.
//
// Operation: deleteUser, DELETE /rest/api/admin/user/{username}.
//
//confluence:operation deleteUser
func (s *AdminService) DeleteUser(ctx context.Context, username string) (*Submission, error) {
	if err := argument.PathValue("user name", username); err != nil {
		return nil, err
	}
	submission, err := answer.Accepted(s.api.DeleteUserWithResponse(ctx, username))
	if err != nil {
		return nil, err
	}
	if submission.ID == "" {
		return nil, answer.NoTask()
	}
	return submission, nil
}

// DeleteUserAndWait removes a user and waits until that is done. Once the
// service has accepted it, a task comes with every error: the last state seen,
// or its ID alone, so that it can be waited for again.
func (s *AdminService) DeleteUserAndWait(ctx context.Context, username string, opts *confluence.WaitOptions) (*confluence.Task, error) {
	if err := longtask.Check(opts); err != nil {
		return nil, err
	}
	submission, err := s.DeleteUser(ctx, username)
	if err != nil {
		return nil, err
	}
	task, err := s.tasks.Wait(ctx, submission.ID, opts)
	if task == nil {
		task = &confluence.Task{ID: submission.ID}
	}
	return task, err
}

// DisableUser takes a user's access away; doing it twice is no error. Whether a
// user is disabled shows in User.Status with [ExpandStatus].
//
// Operation: disableUser, PUT /rest/api/admin/user/{username}/disable.
//
//confluence:operation disableUser
func (s *AdminService) DisableUser(ctx context.Context, username string) error {
	if err := argument.PathValue("user name", username); err != nil {
		return err
	}
	return answer.Done(s.api.DisableUserWithResponse(ctx, username))
}

// EnableUser gives a disabled user access again; doing it twice is no error.
//
// Operation: enableUser, PUT /rest/api/admin/user/{username}/enable.
//
//confluence:operation enableUser
func (s *AdminService) EnableUser(ctx context.Context, username string) error {
	if err := argument.PathValue("user name", username); err != nil {
		return err
	}
	return answer.Done(s.api.EnableUserWithResponse(ctx, username))
}

// ChangePassword gives a user a new password. A blank one is
// [*ValidationError]. Permission: system administrator. Version 8.4 and later.
//
// Operation: changeUserPassword, POST /rest/api/admin/user/{username}/password.
//
//confluence:operation changeUserPassword
func (s *AdminService) ChangePassword(ctx context.Context, username string, newPassword Password) error {
	if err := argument.PathValue("user name", username); err != nil {
		return err
	}
	var v violations
	v.password("password", newPassword)
	if err := v.err(); err != nil {
		return err
	}
	return answer.Done(s.api.ChangeUserPasswordWithResponse(ctx, username,
		gen.ChangePasswordRequest{Password: string(newPassword)}))
}

package cloud

import (
	"context"
	"fmt"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/answer"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// maxEmails is how many addresses CheckAccess and Invite take at once.
const maxEmails = 100

// Email returns the e-mail address of an account, whatever its profile hides;
// "" is the default account. Only apps that Atlassian approved for it may ask:
// others get [confluence.ErrUnauthorized] or [confluence.ErrNotImplemented]. The
// service offers no way from an address to an account.
//
// Operation: getPrivacyUnsafeUserEmail, GET /wiki/rest/api/user/email.
//
//confluence:operation getPrivacyUnsafeUserEmail
func (s *UsersService) Email(ctx context.Context, accountID string) (*UserEmail, error) {
	id, err := s.account.named(ctx, accountID)
	if err != nil {
		return nil, err
	}
	return answer.Whole(func(e *UserEmail) bool { return e.Email != "" })(
		answer.OK(s.api.GetPrivacyUnsafeUserEmailWithResponse(ctx, &gen.GetPrivacyUnsafeUserEmailParams{AccountID: id})))
}

// Emails returns the e-mail addresses of any number of accounts, 100 to a
// request, under the conditions of Email.
//
// Operation: getPrivacyUnsafeUserEmailBulk, GET /wiki/rest/api/user/email/bulk.
//
//confluence:operation getPrivacyUnsafeUserEmailBulk
func (s *UsersService) Emails(ctx context.Context, accountIDs []string) (*Found[UserEmail], error) {
	return lookUp(ctx, s.account, accountIDs, emailChunk, 0,
		func(e UserEmail) string { return e.AccountID },
		func(ctx context.Context, ids []string) ([]UserEmail, error) {
			params := gen.GetPrivacyUnsafeUserEmailBulkParams{AccountID: ids}
			rsp, err := answer.OK(s.api.GetPrivacyUnsafeUserEmailBulkWithResponse(ctx, &params))
			if err != nil {
				return nil, err
			}
			return *rsp, nil
		})
}

// CheckAccess tells which of 1 to 100 e-mail addresses have no access to the
// site. Permission: access to the site; without it the answer is
// [confluence.ErrNotFound]. A site that disables it answers
// [confluence.ErrUnavailable]. Atlassian calls this operation experimental.
//
// Operation: checkAccessByEmail, POST /wiki/api/v2/user/access/check-access-by-email.
//
//confluence:operation checkAccessByEmail
func (s *UsersService) CheckAccess(ctx context.Context, emails []string) (*EmailAccess, error) {
	if err := checkEmails(emails); err != nil {
		return nil, err
	}
	return answer.OK(s.api.CheckAccessByEmailWithResponse(ctx, gen.EmailsRequest{Emails: emails}))
}

// Invite invites 1 to 100 e-mail addresses to the site. It returns before the
// invitations are sent. Permission and errors are those of CheckAccess.
// Atlassian calls this operation experimental.
//
// Operation: inviteByEmail, POST /wiki/api/v2/user/access/invite-by-email.
//
//confluence:operation inviteByEmail
func (s *UsersService) Invite(ctx context.Context, emails []string) error {
	if err := checkEmails(emails); err != nil {
		return err
	}
	return answer.Done(s.api.InviteByEmailWithResponse(ctx, gen.EmailsRequest{Emails: emails}))
}

func checkEmails(emails []string) error {
	if len(emails) == 0 || len(emails) > maxEmails {
		return fmt.Errorf("%w: e-mail addresses must be 1 to %d, not %d", confluence.ErrInvalid, maxEmails, len(emails))
	}
	for _, email := range emails {
		if err := argument.Value("e-mail address", email); err != nil {
			return err
		}
	}
	return nil
}

package cloud

import (
	"context"
	"fmt"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/param"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/response"
)

// maxEmails is how many addresses one request takes.
const maxEmails = 100

// Email returns the e-mail address of an account, whatever its profile hides.
// [DefaultAccount] is the default account. The service offers no way from an
// address to an account.
//
// Permission: an app that Atlassian approved for it; others get
// [confluence.ErrUnauthorized] or [confluence.ErrNotImplemented]. Scopes:
// granular alone, read:email-address:confluence. An unknown account is
// [confluence.ErrNotFound].
//
// Operation: getPrivacyUnsafeUserEmail, GET /wiki/rest/api/user/email.
//
//confluence:operation getPrivacyUnsafeUserEmail
func (s *UsersService) Email(ctx context.Context, accountID string) (*Email, error) {
	id, err := s.accountID(ctx, accountID)
	if err != nil {
		return nil, err
	}
	missing := func(e *gen.AccountIDEmailRecord) string {
		if e.Email == "" {
			return "email"
		}
		return ""
	}
	record, err := response.Require(missing)(
		s.api.GetPrivacyUnsafeUserEmail(argument.Context(ctx), &gen.GetPrivacyUnsafeUserEmailParams{AccountID: id}))
	if err != nil {
		return nil, err
	}
	email := newEmail(record)
	return &email, nil
}

// Emails returns the e-mail addresses of any number of accounts, 100 to a
// request, whatever their profiles hide. [DefaultAccount] is the default
// account.
//
// With an error of a request, what the others found is returned, too, and
// Found.NotAsked lists the rest; with an argument that is refused the result is
// nil.
//
// Permission, scopes and errors are those of Email.
//
// Operation: getPrivacyUnsafeUserEmailBulk, GET /wiki/rest/api/user/email/bulk.
//
//confluence:operation getPrivacyUnsafeUserEmailBulk
func (s *UsersService) Emails(ctx context.Context, accountIDs []string, opts *EmailsOptions) (*Found[Email], error) {
	o := param.Copy(opts)
	key := func(e *Email) string { return e.AccountID }
	return lookUp(ctx, s.core, accountIDs, emailChunk, o.Ahead, key, func(ctx context.Context, ids []string) ([]Email, error) {
		records, err := response.JSON[gen.AccountIDEmailRecordArray](
			s.api.GetPrivacyUnsafeUserEmailBulk(argument.Context(ctx), &gen.GetPrivacyUnsafeUserEmailBulkParams{AccountID: ids}))
		if err != nil {
			return nil, err
		}
		return each(*records, newEmail), nil
	})
}

// CheckAccess tells which of the e-mail addresses, at least one, have no access
// to the site. It asks for 100 to a request; the same address asked twice costs
// once. It sends the addresses to the site. Atlassian calls this operation
// experimental.
//
// With an error of a request, what the others found is returned, too, and
// AccessCheck.NotAsked lists the rest; with an argument that is refused the
// result is nil.
//
// Permission: access to the site; without it, and with a credential that is
// refused, the error is [confluence.ErrNotFound]. Scopes: granular alone,
// read:configuration:confluence. A site whose administrators switched it off is
// [confluence.ErrUnavailable].
//
// Operation: checkAccessByEmail, POST /wiki/api/v2/user/access/check-access-by-email.
//
//confluence:operation checkAccessByEmail
func (s *UsersService) CheckAccess(ctx context.Context, emails []string, opts *CheckAccessOptions) (*AccessCheck, error) {
	o := param.Copy(opts)
	if err := param.Ahead(o.Ahead); err != nil {
		return nil, err
	}
	if err := checkEmails(emails); err != nil {
		return nil, err
	}
	missing := func(a *gen.EmailAccess) string {
		if a.EmailsWithoutAccess == nil && a.InvalidEmails == nil {
			return "emailsWithoutAccess and invalidEmails"
		}
		return ""
	}
	asked, err := askAll(ctx, unique(emails), maxEmails, o.Ahead, func(ctx context.Context, some []string) ([]gen.EmailAccess, error) {
		access, err := response.Require(missing)(s.api.CheckAccessByEmail(argument.Context(ctx), gen.EmailsRequest{Emails: some}))
		if err != nil {
			return nil, err
		}
		return []gen.EmailAccess{*access}, nil
	})
	if asked == nil {
		return nil, err
	}
	var check AccessCheck
	for _, chunk := range asked {
		if !chunk.ended {
			check.NotAsked = append(check.NotAsked, chunk.ids...)
			continue
		}
		check.WithoutAccess = append(check.WithoutAccess, chunk.rows[0].EmailsWithoutAccess...)
		check.Invalid = append(check.Invalid, chunk.rows[0].InvalidEmails...)
	}
	return &check, err
}

// Invite invites 1 to 100 e-mail addresses to the site. It returns before the
// invitations are sent; addresses that have access, or are none, are left out
// without a word. It sends the addresses to the site. Atlassian calls this
// operation experimental.
//
// Permission, scopes and errors are those of CheckAccess.
//
// Operation: inviteByEmail, POST /wiki/api/v2/user/access/invite-by-email.
//
//confluence:operation inviteByEmail
func (s *UsersService) Invite(ctx context.Context, emails []string) error {
	if len(emails) > maxEmails {
		return fmt.Errorf("%w: e-mail addresses must be 1 to %d, not %d", confluence.ErrInvalid, maxEmails, len(emails))
	}
	if err := checkEmails(emails); err != nil {
		return err
	}
	return response.Done(s.api.InviteByEmail(argument.Context(ctx), gen.EmailsRequest{Emails: emails}))
}

func checkEmails(emails []string) error {
	if len(emails) == 0 {
		return argument.Invalid("list of e-mail addresses", "is empty")
	}
	for _, email := range emails {
		if err := argument.Value("e-mail address", email); err != nil {
			return err
		}
	}
	return nil
}

package confluencetest

import (
	"context"
	"net/mail"
	"slices"

	"github.com/confluence-people/go-sdk/gen/cloud/server"
)

// cloudUserV2 is an account in answers of v2.
type cloudUserV2 struct {
	DisplayName            string  `json:"displayName"`
	TimeZone               *string `json:"timeZone"`
	PersonalSpaceID        *string `json:"personalSpaceId"`
	IsExternalCollaborator bool    `json:"isExternalCollaborator"`
	AccountStatus          string  `json:"accountStatus"`
	AccountID              string  `json:"accountId"`
	Email                  string  `json:"email"`
	AccountType            string  `json:"accountType"`
	PublicName             string  `json:"publicName"`
	ProfilePicture         icon    `json:"profilePicture"`
}

// CreateBulkUserLookup answers accounts in the order of the ids, without the
// unknown ones; an id that is repeated is answered again.
func (a cloudAPI) CreateBulkUserLookup(ctx context.Context, r server.CreateBulkUserLookupRequestObject) (server.CreateBulkUserLookupResponseObject, error) {
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	found := []cloudUserV2{}
	for _, u := range a.store.usersByID(r.Body.AccountIds) {
		found = append(found, cloudUserV2{
			DisplayName: u.name, IsExternalCollaborator: u.guest, AccountStatus: status, AccountID: u.id,
			Email: u.emailFor(exchangeOf(ctx).caller), AccountType: u.kind, PublicName: u.name,
			ProfilePicture: icon{Path: picture(u).Path},
		})
	}
	return reply{struct {
		Results []cloudUserV2 `json:"results"`
		Links   links         `json:"_links"`
	}{found, links{Base: cloudSite}}}, nil
}

// CheckAccessByEmail answers which addresses are no account's.
func (a cloudAPI) CheckAccessByEmail(_ context.Context, r server.CheckAccessByEmailRequestObject) (server.CheckAccessByEmailResponseObject, error) {
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	without, invalid := a.sortEmails(r.Body.Emails)
	return reply{struct {
		Without []string `json:"emailsWithoutAccess"`
		Invalid []string `json:"invalidEmails"`
	}{without, invalid}}, nil
}

// InviteByEmail notes whom to invite, and skips the others without a word.
func (a cloudAPI) InviteByEmail(_ context.Context, r server.InviteByEmailRequestObject) (server.InviteByEmailResponseObject, error) {
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	without, _ := a.sortEmails(r.Body.Emails)
	for _, email := range without {
		if !slices.Contains(a.store.invited, email) {
			a.store.invited = append(a.store.invited, email)
		}
	}
	return server.InviteByEmail200Response{}, nil
}

// sortEmails finds the addresses of nobody, and those that are none at all.
func (a cloudAPI) sortEmails(emails []string) (without, invalid []string) {
	without, invalid = []string{}, []string{}
	for _, email := range emails {
		parsed, err := mail.ParseAddress(email)
		switch {
		case err != nil || parsed.Address != email:
			invalid = append(invalid, email)
		case a.store.userByEmail(email) == nil:
			without = append(without, email)
		}
	}
	return without, invalid
}

// mayActForOthers reports whether the caller is an administrator.
func (a cloudAPI) mayActForOthers(ctx context.Context) bool {
	u := a.store.user(exchangeOf(ctx).caller)
	return u != nil && (u.admin || u.siteAdmin)
}

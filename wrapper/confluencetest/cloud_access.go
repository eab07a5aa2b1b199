package confluencetest

import (
	"context"
	"net/mail"
	"slices"

	"github.com/confluence-people/go-sdk/gen/cloud/server"
)

// cloudUserV2 is an account in responses of v2.
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

// CreateBulkUserLookup responds with accounts in the order of the ids, without the
// unknown ones; an id that is repeated is in the response again.
func (h cloudHandlers) CreateBulkUserLookup(ctx context.Context, r server.CreateBulkUserLookupRequestObject) (server.CreateBulkUserLookupResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	found := []cloudUserV2{}
	for _, u := range h.store.usersByID(r.Body.AccountIds) {
		found = append(found, cloudUserV2{
			DisplayName: u.name, IsExternalCollaborator: u.guest, AccountStatus: status, AccountID: u.id,
			Email: u.emailFor(exchangeOf(ctx).caller), AccountType: u.kind, PublicName: u.name,
			ProfilePicture: icon{Path: picture(u).Path},
		})
	}
	return response{struct {
		Results []cloudUserV2 `json:"results"`
		Links   links         `json:"_links"`
	}{found, links{Base: cloudSite}}}, nil
}

// CheckAccessByEmail tells which addresses are no account's.
func (h cloudHandlers) CheckAccessByEmail(_ context.Context, r server.CheckAccessByEmailRequestObject) (server.CheckAccessByEmailResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	without, invalid := h.sortEmails(r.Body.Emails)
	return response{struct {
		Without []string `json:"emailsWithoutAccess"`
		Invalid []string `json:"invalidEmails"`
	}{without, invalid}}, nil
}

// InviteByEmail notes whom to invite, and skips the others without a word.
func (h cloudHandlers) InviteByEmail(_ context.Context, r server.InviteByEmailRequestObject) (server.InviteByEmailResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	without, _ := h.sortEmails(r.Body.Emails)
	for _, email := range without {
		if !slices.Contains(h.store.invited, email) {
			h.store.invited = append(h.store.invited, email)
		}
	}
	return server.InviteByEmail200Response{}, nil
}

// sortEmails finds the addresses of nobody, and those that are none at all.
func (h cloudHandlers) sortEmails(emails []string) (without, invalid []string) {
	without, invalid = []string{}, []string{}
	for _, email := range emails {
		parsed, err := mail.ParseAddress(email)
		switch {
		case err != nil || parsed.Address != email:
			invalid = append(invalid, email)
		case h.store.userByEmail(email) == nil:
			without = append(without, email)
		}
	}
	return without, invalid
}

// mayActForOthers reports whether the caller is an administrator.
func (h cloudHandlers) mayActForOthers(ctx context.Context) bool {
	u := h.store.user(exchangeOf(ctx).caller)
	return u != nil && (u.admin || u.siteAdmin)
}

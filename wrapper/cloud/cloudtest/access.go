package cloudtest

import (
	"context"
	"net/mail"

	"github.com/confluence-people/go-sdk/gen/cloud/server"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/address"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// shownUserV2 is an account in responses of v2.
type shownUserV2 struct {
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

// usersV2 is a list of accounts in responses of v2.
type usersV2 struct {
	Results []shownUserV2 `json:"results"`
	Links   paging.Links  `json:"_links"`
}

// CreateBulkUserLookup responds with accounts in the order of the ids, without
// the unknown ones; an id that is repeated is in the response again.
func (h handlers) CreateBulkUserLookup(ctx context.Context, r server.CreateBulkUserLookupRequestObject) (server.CreateBulkUserLookupResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	found := []shownUserV2{}
	for _, u := range h.store.usersByID(r.Body.AccountIds) {
		shown := shownUserV2{
			DisplayName: u.name, IsExternalCollaborator: u.guest, AccountStatus: u.status, AccountID: u.id,
			Email: u.emailFor(callerOf(ctx)), AccountType: u.kind, PublicName: u.name,
			ProfilePicture:  icon{Path: picture(u).Path},
			PersonalSpaceID: new(state.Text(h.store.personalSpace(u).ID)),
		}
		if u.timeZone != "" {
			shown.TimeZone = &u.timeZone
		}
		found = append(found, shown)
	}
	return response{usersV2{found, paging.Links{Base: address.Base(ctx)}}}, nil
}

// CheckAccessByEmail tells which addresses are no account's.
func (h handlers) CheckAccessByEmail(_ context.Context, r server.CheckAccessByEmailRequestObject) (server.CheckAccessByEmailResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	without, invalid := h.sortEmails(r.Body.Emails)
	return response{struct {
		Without []string `json:"emailsWithoutAccess"`
		Invalid []string `json:"invalidEmails"`
	}{without, invalid}}, nil
}

// InviteByEmail notes whom to invite, and skips the others without a word.
func (h handlers) InviteByEmail(_ context.Context, r server.InviteByEmailRequestObject) (server.InviteByEmailResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	without, _ := h.sortEmails(r.Body.Emails)
	for _, email := range without {
		h.store.invite(email)
	}
	return server.InviteByEmail200Response{}, nil
}

// sortEmails finds the addresses of nobody, and those that are none at all.
func (h handlers) sortEmails(emails []string) (without, invalid []string) {
	without, invalid = []string{}, []string{}
	for _, email := range emails {
		parsed, err := mail.ParseAddress(email)
		switch {
		case err != nil || parsed.Address != email || state.TooLong(email, state.LongestEmail):
			invalid = append(invalid, email)
		case !h.store.hasEmail(email):
			without = append(without, email)
		}
	}
	return without, invalid
}

// mayActForOthers reports whether the caller is an administrator.
func (h handlers) mayActForOthers(ctx context.Context) bool {
	u := h.store.user(callerOf(ctx))
	return u != nil && (u.admin || u.siteAdmin)
}

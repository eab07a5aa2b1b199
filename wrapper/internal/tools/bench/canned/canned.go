package canned

import (
	"fmt"
)

const (
	// Site is the address that requests in memory go to.
	Site = "https://your-domain.atlassian.net"
	// User is whom the credential is of.
	User = "ada@example.com"
	// Token is the secret of the credential.
	Token = "an-api-token"

	// CurrentPath is where the caller's own user is.
	CurrentPath = "/wiki/rest/api/user/current"
	// GroupID is the id of the group whose members are listed.
	GroupID = "1f9ad2b8-8f1c-4d3a-9b1e-6a2f0c7d5e43"
	// MemberPath is where the members of the group are.
	MemberPath = "/wiki/rest/api/group/" + GroupID + "/membersByGroupId"
	// LookupPath is where accounts are looked up by id.
	LookupPath = "/wiki/api/v2/users-bulk"
	// SearchPath is where people are searched for with Query.
	SearchPath = "/wiki/rest/api/search/user"
	// Query is what is searched for.
	Query = `user.fullname ~ "ada"`

	// PageSize is the page size of a listing.
	PageSize = 200
	// ChunkSize is how many accounts one look-up asks for.
	ChunkSize = 250
	// HitsSize is the page size of a search.
	HitsSize = 100
)

// AccountID is the id of the n-th person. All are equally long.
func AccountID(n int) string {
	return fmt.Sprintf("557058:0867a421-a9ee-4659-801a-%012d", n)
}

// appendUser appends a person as REST v1 shows them.
func appendUser(to []byte, n int) []byte {
	id := AccountID(n)
	return fmt.Appendf(to, `{"type":"known","accountId":%[1]q,"accountType":"atlassian",`+
		`"email":"ada.%[2]d@example.com","publicName":"Ada %[2]d",`+
		`"profilePicture":{"path":"/wiki/aa-avatar/%[1]s","width":48,"height":48,"isDefault":false},`+
		`"displayName":"Ada Example %[2]d","isExternalCollaborator":false,"isGuest":false,`+
		`"locale":"en-GB","accountStatus":"active","_expandable":{"operations":"","personalSpace":""},`+
		`"_links":{"self":"https://your-domain.atlassian.net/wiki/rest/api/user?accountId=%[1]s"}}`, id, n)
}

// Person is the response to one GET.
func Person(n int) []byte { return appendUser(nil, n) }

// MemberPage is the page from start on of a listing of so many members.
func MemberPage(start, members int) []byte {
	end := min(start+PageSize, members)
	body := []byte(`{"results":[`)
	for n := start; n < end; n++ {
		if n > start {
			body = append(body, ',')
		}
		body = appendUser(body, n)
	}
	return closePage(body, start, end, members)
}

// closePage ends a page with what its envelope says.
func closePage(body []byte, start, end, members int) []byte {
	body = fmt.Appendf(body, `],"start":%d,"limit":%d,"size":%d,"totalSize":0,"_links":{`+
		`"base":"https://your-domain.atlassian.net/wiki","context":"/wiki"`, start, PageSize, max(end-start, 0))
	if end < members {
		body = fmt.Appendf(body, `,"next":"/rest/api/group/%s/membersByGroupId?start=%d&limit=%d"`, GroupID, end, PageSize)
	}
	return append(body, `}}`...)
}

// HitPage is a page of a search for people.
func HitPage() []byte {
	body := []byte(`{"results":[`)
	for n := range HitsSize {
		if n > 0 {
			body = append(body, ',')
		}
		body = appendUser(append(body, `{"user":`...), n)
		body = fmt.Appendf(body, `,"title":"Ada Example %[2]d","excerpt":"","url":"/people/%[1]s","breadcrumbs":[],`+
			`"entityType":"user","iconCssClass":"aui-icon content-type-profile","lastModified":"2026-03-14T09:26:53.000Z",`+
			`"friendlyLastModified":"Mar 14, 2026","score":0.0}`, AccountID(n), n)
	}
	return fmt.Appendf(body, `],"start":0,"limit":%[1]d,"size":%[1]d,"totalSize":%[1]d,"cqlQuery":%[2]q,"searchDuration":42,`+
		`"_links":{"base":"https://your-domain.atlassian.net/wiki","context":"/wiki"}}`, HitsSize, Query)
}

// Profiles is the response to a look-up of a chunk of people.
func Profiles(start int) []byte {
	body := []byte(`{"results":[`)
	for n := start; n < start+ChunkSize; n++ {
		if n > start {
			body = append(body, ',')
		}
		body = fmt.Appendf(body, `{"displayName":"Ada Example %[2]d","timeZone":"Europe/Berlin","personalSpaceId":"98306",`+
			`"isExternalCollaborator":false,"accountStatus":"active","accountId":%[1]q,"email":"ada.%[2]d@example.com",`+
			`"accountType":"atlassian","publicName":"Ada %[2]d",`+
			`"profilePicture":{"path":"/wiki/aa-avatar/%[1]s","isDefault":false}}`, AccountID(n), n)
	}
	return append(body, `],"_links":{"base":"https://your-domain.atlassian.net/wiki"}}`...)
}

// NotFound is the body of a 404 of REST v1.
const NotFound = `{"statusCode":404,"data":{"authorized":true,"valid":true,"errors":[],"successful":true},` +
	`"message":"com.atlassian.confluence.api.service.exceptions.NotFoundException: No user found with the given id"}`

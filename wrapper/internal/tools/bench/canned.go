package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
)

const (
	currentPath = "/wiki/rest/api/user/current"
	groupID     = "1f9ad2b8-8f1c-4d3a-9b1e-6a2f0c7d5e43"
	memberPath  = "/wiki/rest/api/group/" + groupID + "/membersByGroupId"
	lookupPath  = "/wiki/api/v2/users-bulk"

	// pageSize is the page size of a listing, chunkSize that of a look-up.
	pageSize  = 200
	chunkSize = 250
)

// accountID is the id of the n-th person.
func accountID(n int) string {
	return fmt.Sprintf("557058:0867a421-a9ee-4659-801a-%012d", n)
}

// appendUser appends a person as REST v1 shows them.
func appendUser(to []byte, n int) []byte {
	id := accountID(n)
	return fmt.Appendf(to, `{"type":"known","accountId":%[1]q,"accountType":"atlassian",`+
		`"email":"ada.%[2]d@example.com","publicName":"Ada %[2]d",`+
		`"profilePicture":{"path":"/wiki/aa-avatar/%[1]s","width":48,"height":48,"isDefault":false},`+
		`"displayName":"Ada Example %[2]d","isExternalCollaborator":false,"isGuest":false,`+
		`"locale":"en-GB","accountStatus":"active","_expandable":{"operations":"","personalSpace":""},`+
		`"_links":{"self":"https://your-domain.atlassian.net/wiki/rest/api/user?accountId=%[1]s"}}`, id, n)
}

// user is the answer to one GET.
func user(n int) []byte { return appendUser(nil, n) }

// largeBody is the size of a large answer.
const largeBody = 4 << 20

// largeUser is the answer to one GET, with something large that nobody reads.
func largeUser() []byte {
	small := user(1)
	large := append([]byte(`{"padding":"`), bytes.Repeat([]byte("x"), largeBody-len(small))...)
	return append(append(large, `",`...), small[1:]...)
}

// memberPage is the page from start on of a listing of so many members.
func memberPage(start, members int) []byte {
	end := min(start+pageSize, members)
	body := []byte(`{"results":[`)
	for n := start; n < end; n++ {
		if n > start {
			body = append(body, ',')
		}
		body = appendUser(body, n)
	}
	body = fmt.Appendf(body, `],"start":%d,"limit":%d,"size":%d,"totalSize":0,"_links":{`+
		`"base":"https://your-domain.atlassian.net/wiki","context":"/wiki"`, start, pageSize, max(end-start, 0))
	if end < members {
		body = fmt.Appendf(body, `,"next":"/rest/api/group/%s/membersByGroupId?start=%d&limit=%d"`, groupID, end, pageSize)
	}
	return append(body, `}}`...)
}

// profiles is the answer to a look-up of a chunk of people.
func profiles(start int) []byte {
	body := []byte(`{"results":[`)
	for n := start; n < start+chunkSize; n++ {
		if n > start {
			body = append(body, ',')
		}
		body = fmt.Appendf(body, `{"displayName":"Ada Example %[2]d","timeZone":"Europe/Berlin","personalSpaceId":"98306",`+
			`"isExternalCollaborator":false,"accountStatus":"active","accountId":%[1]q,"email":"ada.%[2]d@example.com",`+
			`"accountType":"atlassian","publicName":"Ada %[2]d",`+
			`"profilePicture":{"path":"/wiki/aa-avatar/%[1]s","isDefault":false}}`, accountID(n), n)
	}
	return append(body, `],"_links":{"base":"https://your-domain.atlassian.net/wiki"}}`...)
}

// notFound is the body of a 404 of REST v1.
const notFound = `{"statusCode":404,"data":{"authorized":true,"valid":true,"errors":[],"successful":true},` +
	`"message":"com.atlassian.confluence.api.service.exceptions.NotFoundException: No user found with the given id"}`

// transport answers from memory, as cheaply as can be: what it costs counts on
// both sides.
type transport struct {
	status int
	answer func(*http.Request) ([]byte, error)
	header http.Header
}

func newTransport(status int, answer func(*http.Request) ([]byte, error)) *transport {
	return &transport{status, answer, http.Header{"Content-Type": {"application/json"}}}
}

// always answers every request with the same body.
func always(body []byte) func(*http.Request) ([]byte, error) {
	return func(*http.Request) ([]byte, error) { return body, nil }
}

func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	body, err := t.answer(req)
	if req.Body != nil {
		_ = req.Body.Close()
	}
	if err != nil {
		return nil, err
	}
	return &http.Response{
		Status: "answered from memory", StatusCode: t.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: t.header, ContentLength: int64(len(body)), Request: req,
		Body: io.NopCloser(bytes.NewReader(body)),
	}, nil
}

// startOf reads the offset of a listing without an allocation.
func startOf(req *http.Request) (int, error) {
	_, after, found := strings.Cut(req.URL.RawQuery, "start=")
	if !found {
		return 0, nil
	}
	digits, _, _ := strings.Cut(after, "&")
	return strconv.Atoi(digits)
}

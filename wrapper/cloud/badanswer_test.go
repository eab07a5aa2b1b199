package cloud_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
)

// canned answers every request with the same.
type canned struct {
	status      int
	contentType string
	body        string
	// cut ends the body before its announced length.
	cut bool
}

func (c canned) RoundTrip(r *http.Request) (*http.Response, error) {
	length := int64(len(c.body))
	var body io.Reader = strings.NewReader(c.body)
	if c.cut {
		length++
		body = io.MultiReader(body, cutShort{})
	}
	h := http.Header{}
	if c.contentType != "" {
		h.Set("Content-Type", c.contentType)
	}
	return &http.Response{
		StatusCode: c.status, Header: h, Body: io.NopCloser(body), ContentLength: length, Request: r,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}, nil
}

// cutShort fails as net/http does for a body shorter than announced.
type cutShort struct{}

func (cutShort) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func newCanned(t *testing.T, c canned, opts ...confluence.Option) *cloud.Client {
	t.Helper()
	opts = append([]confluence.Option{confluence.WithHTTPClient(&http.Client{Transport: c})}, opts...)
	client, err := cloud.New("https://example.com", confluence.Anonymous(), opts...)
	require.NoError(t, err)
	return client
}

// returnsNothing lists the operations whose success has no body.
var returnsNothing = map[string]bool{
	"inviteByEmail": true, "removeGroupById": true, "addUserToGroupByGroupId": true,
	"removeMemberFromGroupByGroupId": true, "removeMemberFromGroup": true,
	"addContentWatcher": true, "removeContentWatcher": true, "addSpaceWatcher": true, "removeSpaceWatch": true,
	"addLabelWatcher": true, "removeLabelWatcher": true,
	"createUserProperty": true, "updateUserProperty": true, "deleteUserProperty": true,
}

// TestBadAnswers gives every operation every kind of wrong answer: each is an
// error of a kind that can be told, none a panic or a result that is nil.
func TestBadAnswers(t *testing.T) {
	t.Parallel()
	server := cloudtest.Start(t) // for the ids some calls name; nothing is sent to it
	const page = `<html><head><title>Log in</title></head></html>`
	for name, c := range map[string]struct {
		canned canned
		kind   error
		noBody bool // means something to operations without a body, too
	}{
		"a login page":           {canned{status: 200, contentType: "text/html", body: page}, confluence.ErrUnexpectedContent, true},
		"a login page, 201":      {canned{status: 201, contentType: "text/html", body: page}, confluence.ErrUnexpectedContent, true},
		"a page that says JSON":  {canned{status: 200, contentType: "application/json", body: page}, confluence.ErrUnexpectedContent, false},
		"nothing":                {canned{status: 200, contentType: "application/json"}, confluence.ErrUnexpectedContent, false},
		"nothing at all":         {canned{status: 200}, confluence.ErrUnexpectedContent, false},
		"null":                   {canned{status: 200, contentType: "application/json", body: "null"}, confluence.ErrUnexpectedContent, false},
		"another type":           {canned{status: 200, contentType: "application/json", body: `"text"`}, confluence.ErrUnexpectedContent, false},
		"half a document":        {canned{status: 200, contentType: "application/json", body: `{"results":[`}, confluence.ErrUnexpectedContent, false},
		"a body that is cut":     {canned{status: 200, contentType: "application/json", body: `{"results":[`, cut: true}, io.ErrUnexpectedEOF, false},
		"a body that is too big": {canned{status: 200, contentType: "application/json", body: `{"x":"` + strings.Repeat("x", 5000) + `"}`}, confluence.ErrTooLarge, false},
		"an undocumented status": {canned{status: 206, contentType: "application/json", body: "{}"}, confluence.ErrUnexpectedContent, true},
		"an early status":        {canned{status: 202}, confluence.ErrUnexpectedContent, true},
		"a refusal":              {canned{status: 403, contentType: "application/json", body: `{"message":"no"}`}, confluence.ErrForbidden, true},
		"a redirect":             {canned{status: 304}, confluence.ErrRedirect, true},
		"a broken server":        {canned{status: 500, contentType: "application/json", body: "\x00{{{"}, nil, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				client := newCanned(t, c.canned, confluence.WithMaxBody(4096))
				for operation, call := range calls {
					if returnsNothing[operation] && !c.noBody {
						continue
					}
					one := client
					if operation == "createGroup" && c.canned.status == 200 {
						created := c.canned // what 200 is to the others
						created.status = 201
						one = newCanned(t, created, confluence.WithMaxBody(4096))
					}
					err := call(t.Context(), scene{server: server, client: one, group: "g", page: "1", task: "1"})
					require.Error(t, err, operation)
					if c.kind != nil {
						require.ErrorIs(t, err, c.kind, operation)
					} else {
						var failure *confluence.Error
						require.ErrorAs(t, err, &failure, operation)
					}
					require.Contains(t, err.Error(), operation)
					require.NotContains(t, err.Error(), "\n")
					require.NotContains(t, err.Error(), awkward)
				}
			})
		})
	}
}

// TestEmptyObjects: an object without what makes it a result is none.
func TestEmptyObjects(t *testing.T) {
	t.Parallel()
	server := cloudtest.Start(t)
	for _, operation := range []string{
		"getUser", "getCurrentUser", "getGroupByGroupId", "createGroup", "getPrivacyUnsafeUserEmail", "getUserProperty",
		"getTask", "getContentWatchStatus", "isWatchingSpace", "isWatchingLabel", "getAnonymousUser", "checkAccessByEmail",
	} {
		status := 200
		if operation == "createGroup" {
			status = 201
		}
		client := newCanned(t, canned{status: status, contentType: "application/json", body: `{"another":1}`})
		err := calls[operation](t.Context(), scene{server: server, client: client, group: "g", page: "1", task: "1"})
		require.ErrorIs(t, err, confluence.ErrUnexpectedContent, operation)
	}
}

// TestMissingLists: an answer without its list is not an empty list.
func TestMissingLists(t *testing.T) {
	t.Parallel()
	server := cloudtest.Start(t)
	client := newCanned(t, canned{status: 200, contentType: "application/json", body: `{"size":0}`})
	for name, walk := range listings {
		_, err := walk(t.Context(), scene{server: server, client: client, group: "g", page: "1"}, paging.Window{})
		require.ErrorIs(t, err, confluence.ErrUnexpectedContent, name)
	}
	for _, name := range []string{"Lookup", "LookupV1"} {
		_, _, err := lookups[name].ask(t.Context(), scene{client: client}, []string{"a"})
		require.ErrorIs(t, err, confluence.ErrUnexpectedContent, name)
	}
}

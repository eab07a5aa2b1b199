package cloud_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/api"
	gen "github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testing/contracttest"
)

// Why the test server does not send properties of responses.
const (
	notOfPeople = "of hits that are not people"
	ofContent   = "of content and spaces, which this contract does not list"
	ofCopies    = "of tasks that copy pages"
	alwaysNull  = "null in lists of watchers"
	notSeen     = "no real site was seen to send it"
)

// neverSent says of a property of a response why the test server does not send
// it, by schema and property.
var neverSent = map[string]string{
	"SearchResult.content": notOfPeople, "SearchResult.space": notOfPeople,
	"SearchResult.resultGlobalContainer": notOfPeople, "SearchResult.resultParentContainer": notOfPeople,
	"ContentSummary.id": notOfPeople, "ContentSummary.type": notOfPeople, "ContentSummary.status": notOfPeople,
	"ContentSummary.title": notOfPeople, "ContentSummary._links": notOfPeople,
	"ContainerSummary.title": notOfPeople, "ContainerSummary.displayUrl": notOfPeople,
	"Breadcrumb.label": notOfPeople, "Breadcrumb.url": notOfPeople, "Breadcrumb.separator": notOfPeople,
	"Links.download": ofContent, "Links.tinyui": ofContent, "Links.editui": ofContent, "Links.edituiv2": ofContent,
	"Links.collection": ofContent, "SpaceSummary.alias": ofContent,
	"LongTask.ari": ofCopies, "LongTask.additionalDetails": ofCopies, "LongTaskDetails.destinationId": ofCopies,
	"LongTaskDetails.destinationUrl": ofCopies, "LongTaskDetails.totalPageNeedToCopy": ofCopies,
	"WatchUser.operations": alwaysNull, "WatchUser.personalSpace": alwaysNull,
	"SpaceWatch.labelName": "of watches on labels, which no list has", "SpaceWatch.prefix": "of watches on labels, which no list has",
	"Links.prev": notSeen, "Expandable.details": notSeen, "Error.reason": "Data Center says it",
	"ErrorData.allowedInReadOnlyMode": "Data Center says it", "ErrorItem.detail": "null in all that was recorded",
}

// TestEveryPropertyIsSent: the test server sends every property of the contract,
// so that one which is renamed there is missed here.
func TestEveryPropertyIsSent(t *testing.T) {
	t.Parallel()
	responses := contracttest.NewResponses(api.Cloud(), newScene(t).server.BasePath())
	all := map[string][]func(context.Context, scene) error{"more": {sendMore}}
	for operation, call := range calls {
		all[operation] = append(all[operation], call)
	}
	for operation, more := range further {
		all[operation] = append(all[operation], more...)
	}
	for _, calls := range all {
		s := newScene(t)
		responses.Next = s.server.HTTPClient().Transport
		var err error
		s.client, err = s.server.NewClient(s.server.Auth(s.server.AdminID()), confluence.WithHTTPClient(&http.Client{Transport: responses}))
		require.NoError(t, err)
		for _, call := range calls {
			_ = call(t.Context(), s) // other tests have what becomes of it
		}
	}
	responses.RequireAllSent(t, neverSent)
}

// sendMore gets what the calls of TestWire do not.
func sendMore(ctx context.Context, s scene) error {
	s.server.AddUser(cloudtest.User{ // everything that a profile can hold
		AccountID: awkward, Name: "Ada Example", TimeZone: "Europe/Berlin", Details: cloud.Details{
			Business: cloud.BusinessDetails{Position: "Engineer", Department: "R&D", Location: "Berlin"},
			Personal: cloud.PersonalDetails{Email: "ada@home.example", Phone: "+49 30 1", IM: "ada", Website: "https://ada.example"},
		},
	})
	s.server.WatchSpace(awkward, "DOCS")
	task := s.server.AddTask(confluencetest.Task{Name: "copy", Messages: []string{"begun"}, Fail: "the disk is full"})
	var errs []error
	note := func(_ any, err error) { errs = append(errs, err) }
	note(s.client.Users.Get(ctx, awkward, nil))
	note(s.client.Users.Lookup(ctx, []string{awkward}, nil))
	note(s.client.Users.LookupV1(ctx, []string{awkward}, &cloud.LookupV1Options{Expand: []string{cloud.ExpandOperations, cloud.ExpandPersonalSpace}}))
	note(s.client.Users.Search(ctx, `user.fullname ~ "ada"`, nil))
	note(s.client.Watches.ListContentWatchers(ctx, s.page, nil))
	note(s.client.Watches.ListSpaceWatchers(ctx, "DOCS", nil))
	note(s.client.Tasks.Get(ctx, task))
	note(s.client.Users.Get(ctx, "nobody", nil))                                        // a refusal of v1
	note(s.client.API().CheckAccessByEmail(ctx, gen.EmailsRequest{Emails: []string{}})) // one of v2
	s.server.TakeViolations()
	return errors.Join(errs...)
}

package datacenter_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/api"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/internal/testing/contracttest"
)

// Why the test server does not send properties of responses.
const (
	notCounted = "the product does not count groups and tasks"
	notSeen    = "no real instance was seen to send it"
)

// neverSent says of a property of a response why the test server does not send
// it, by schema and property.
var neverSent = map[string]string{
	"GroupPage.totalCount": notCounted, "LongTaskPage.totalCount": notCounted,
	"User.email":             "of active users alone, whose schema is ActiveUser",
	"ContentWatch.contentId": notSeen, "ContentSummary.space": notSeen, "ContentSummary._expandable": notSeen,
	"LongTask._expandable": notSeen, "Message.key": notSeen,
}

// TestEveryPropertyIsSent: the test server sends every property of the contract,
// so that one which is renamed there is missed here.
func TestEveryPropertyIsSent(t *testing.T) {
	t.Parallel()
	responses := contracttest.NewResponses(api.Datacenter(), newScene(t).server.BasePath())
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
		s.connect = func(auth confluence.Auth) *datacenter.Client {
			client, err := s.server.NewClient(auth, confluence.WithHTTPClient(&http.Client{Transport: responses}))
			require.NoError(t, err)
			return client
		}
		s.client = s.connect(s.server.Auth(s.server.AdminName()))
		for _, call := range calls {
			_ = call(t.Context(), s) // other tests have what becomes of it
		}
	}
	responses.RequireAllSent(t, neverSent)
}

// sendMore gets what the calls of TestWire do not.
func sendMore(ctx context.Context, s scene) error {
	task := s.server.AddTask(confluencetest.Task{Name: "copy", Messages: []string{"begun"}})
	var errs []error
	note := func(_ any, err error) { errs = append(errs, err) }
	note(s.client.Users.ListActive(ctx, &datacenter.ActiveUserListOptions{Expand: []string{datacenter.ExpandStatus}}))
	note(s.client.Tasks.Get(ctx, task, nil))
	deletion, err := s.client.Admin.DeleteUser(ctx, "jane@example.com")
	if err != nil {
		return err
	}
	note(s.client.Tasks.Get(ctx, deletion.ID, nil))
	return errors.Join(errs...)
}

package cloud_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// roundTrip is a transport.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// numbered are the ids of n accounts of a server, every third unknown to it.
func numbered(server *cloudtest.Server, n int) []string {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = fmt.Sprintf("person-%04d", i)
		if i%3 != 0 {
			server.AddUser(cloudtest.User{AccountID: ids[i], Name: "Person"})
		}
	}
	return ids
}

// TestLookupKeepsWhatCame: the second of three requests fails.
func TestLookupKeepsWhatCame(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		operation string
		chunk     int
		ask       func(context.Context, *cloud.Client, []string) (found int, missing, notAsked []string, err error)
	}{
		"Lookup": {"createBulkUserLookup", 250, func(ctx context.Context, c *cloud.Client, ids []string) (int, []string, []string, error) {
			return outcome(c.Users.Lookup(ctx, ids, nil))
		}},
		"LookupV1": {"getBulkUserLookup", 100, func(ctx context.Context, c *cloud.Client, ids []string) (int, []string, []string, error) {
			return outcome(c.Users.LookupV1(ctx, ids, &cloud.LookupV1Options{Expand: []string{cloud.ExpandOperations}}))
		}},
		"Emails": {"getPrivacyUnsafeUserEmailBulk", 100, func(ctx context.Context, c *cloud.Client, ids []string) (int, []string, []string, error) {
			return outcome(c.Users.Emails(ctx, ids, nil))
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScene(t)
			ids := numbered(s.server, 2*c.chunk+10)
			s.server.Inject(c.operation, 1, confluencetest.Delay(0)) // the first one arrives
			s.server.Inject(c.operation, 1, confluencetest.Respond(500, "", ""))
			found, missing, notAsked, err := c.ask(t.Context(), s.client, ids)
			var failure *confluence.Error
			require.ErrorAs(t, err, &failure)
			require.Equal(t, c.operation, failure.Operation)
			require.Equal(t, ids[c.chunk:], notAsked)
			require.Equal(t, c.chunk, found+len(missing))
			require.NotEmpty(t, missing)
			require.Len(t, s.server.Exchanges(), 2, "nothing is begun after a failure")

			found, missing, notAsked, err = c.ask(t.Context(), s.client, ids)
			require.NoError(t, err)
			require.Empty(t, notAsked)
			require.Equal(t, len(ids), found+len(missing))
		})
	}
}

func outcome[T any](found *cloud.Found[T], err error) (items int, missing, notAsked []string, failure error) {
	return len(found.Items), found.Missing, found.NotAsked, err
}

// TestLookupAheadKeepsWhatCame: whatever fails, every id is in one list.
func TestLookupAheadKeepsWhatCame(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newScene(t)
		ids := numbered(s.server, 3000)
		s.server.Inject("createBulkUserLookup", 3, confluencetest.Delay(0))
		s.server.Inject("createBulkUserLookup", 0, confluencetest.Respond(500, "", ""))
		found, err := s.client.Users.Lookup(t.Context(), ids, &cloud.LookupOptions{Ahead: 5})
		require.Error(t, err)
		seen := map[string]int{}
		for _, user := range found.Items {
			seen[user.AccountID]++
		}
		for _, id := range append(found.Missing, found.NotAsked...) {
			seen[id]++
		}
		require.Len(t, seen, len(ids))
		for id, times := range seen {
			require.Equal(t, 1, times, id)
		}
		require.NotEmpty(t, found.NotAsked)
	})
}

// TestLookupThatIsRefused returns nothing beside the error.
func TestLookupThatIsRefused(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for _, ahead := range []int{-1, 101} {
		_, err := s.client.Users.LookupV1(t.Context(), []string{"a"}, &cloud.LookupV1Options{Ahead: ahead})
		require.ErrorIs(t, err, confluence.ErrInvalid)
		_, err = s.client.Users.Emails(t.Context(), []string{"a"}, &cloud.EmailsOptions{Ahead: ahead})
		require.ErrorIs(t, err, confluence.ErrInvalid)
	}
	found, err := s.client.Users.Lookup(t.Context(), []string{"a", ""}, nil)
	require.ErrorIs(t, err, confluence.ErrInvalid)
	require.Nil(t, found)
	require.Empty(t, s.server.Exchanges())
}

// TestLookupOfTheSameAccount: an account comes once, whatever the service sends.
func TestLookupOfTheSameAccount(t *testing.T) {
	t.Parallel()
	client := newCanned(t, canned{status: 200, contentType: "application/json", body: `{"results":[
		{"accountId":"new","publicName":"first"},{"accountId":"b"},null,{"accountId":"new","publicName":"second"},{"accountId":"b"},{}]}`})
	found, err := client.Users.Lookup(t.Context(), []string{"old", "b"}, nil)
	require.NoError(t, err)
	require.Equal(t, &cloud.Found[cloud.User]{
		Items: []cloud.User{{AccountID: "b"}, {AccountID: "new", PublicName: "first"}}, Missing: []string{"old"},
	}, found)
}

// TestPanicOfATransport reaches whoever asked, who can recover from it.
func TestPanicOfATransport(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	client, err := cloud.New("https://example.com", confluence.Anonymous(), confluence.WithHTTPClient(&http.Client{
		Transport: roundTrip(func(*http.Request) (*http.Response, error) {
			if asked.Add(1) == 2 {
				panic("transport")
			}
			return nil, io.ErrUnexpectedEOF
		}),
	}), confluence.WithRetry(confluence.RetryOptions{MaxRetries: -1}))
	require.NoError(t, err)
	ids := make([]string, 1000)
	for i := range ids {
		ids[i] = fmt.Sprint("id-", i)
	}
	for _, ahead := range []int{0, 3} {
		asked.Store(1)
		require.PanicsWithValue(t, "transport", func() {
			_, _ = client.Users.Lookup(t.Context(), ids, &cloud.LookupOptions{Ahead: ahead})
		})
	}
}

func TestCheckAccessOfMany(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	var emails []string
	for i := range 250 {
		emails = append(emails, fmt.Sprintf("person-%d@example.com", i))
	}
	emails = append(emails, "ada@example.com", "no address", emails[0])
	for _, ahead := range []int{0, 4} {
		s.server.ForgetExchanges()
		access, err := s.client.Users.CheckAccess(t.Context(), emails, &cloud.CheckAccessOptions{Ahead: ahead})
		require.NoError(t, err)
		require.Equal(t, &cloud.AccessCheck{WithoutAccess: emails[:250], Invalid: []string{"no address"}}, access)
		for _, exchange := range s.server.Exchanges() {
			var body struct {
				Emails []string `json:"emails"`
			}
			require.NoError(t, json.Unmarshal(exchange.Body, &body))
			require.LessOrEqual(t, len(body.Emails), 100)
		}
		require.Len(t, s.server.Exchanges(), 3)
	}
	s.server.Inject("checkAccessByEmail", 1, confluencetest.Delay(0))
	s.server.Inject("checkAccessByEmail", 1, confluencetest.Respond(500, "", ""))
	access, err := s.client.Users.CheckAccess(t.Context(), emails, nil)
	require.Error(t, err)
	require.Equal(t, &cloud.AccessCheck{WithoutAccess: emails[:100], NotAsked: emails[100:252]}, access)
}

// TestCheckAccessWithOneList: one of the two is enough to know.
func TestCheckAccessWithOneList(t *testing.T) {
	t.Parallel()
	for body, good := range map[string]bool{
		`{"emailsWithoutAccess":[]}`: true, `{"invalidEmails":[]}`: true, `{}`: false, `{"emailsWithoutAccess":null}`: false,
	} {
		client := newCanned(t, canned{status: 200, contentType: "application/json", body: body})
		access, err := client.Users.CheckAccess(t.Context(), []string{"ada@example.com"}, nil)
		if good {
			require.NoError(t, err, body)
			require.Equal(t, &cloud.AccessCheck{}, access)
		} else {
			require.ErrorIs(t, err, confluence.ErrUnexpectedContent, body)
			require.Equal(t, []string{"ada@example.com"}, access.NotAsked)
		}
	}
}

func TestEmailsAhead(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	ids := numbered(s.server, 320)
	one, err := s.client.Users.Emails(t.Context(), ids, nil)
	require.NoError(t, err)
	many, err := s.client.Users.Emails(t.Context(), ids, &cloud.EmailsOptions{Ahead: 3})
	require.NoError(t, err)
	require.Equal(t, one, many)
	require.True(t, strings.Contains(one.Items[0].Address, "@"))
}

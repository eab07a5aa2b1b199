package cloud_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// lookups ask for accounts and return the ids that were found and missing.
var lookups = map[string]struct {
	chunk int
	ask   func(context.Context, scene, []string) (found, missing []string, err error)
	sent  func(*testing.T, confluencetest.Exchange) []string
}{
	"Lookup": {250, func(ctx context.Context, s scene, ids []string) (found, missing []string, err error) {
		result, err := s.client.Users.Lookup(ctx, ids, nil)
		if err != nil {
			return nil, nil, err
		}
		for _, u := range result.Items {
			found = append(found, u.AccountID)
		}
		return found, result.Missing, nil
	}, func(t *testing.T, r confluencetest.Exchange) []string {
		t.Helper()
		var body struct {
			AccountIDs []string `json:"accountIds"`
		}
		require.NoError(t, json.Unmarshal(r.Body, &body))
		return body.AccountIDs
	}},
	"LookupV1": {100, func(ctx context.Context, s scene, ids []string) (found, missing []string, err error) {
		result, err := s.client.Users.LookupV1(ctx, ids, nil)
		if err != nil {
			return nil, nil, err
		}
		for _, u := range result.Items {
			found = append(found, u.AccountID)
		}
		return found, result.Missing, nil
	}, func(t *testing.T, r confluencetest.Exchange) []string {
		t.Helper()
		query, err := url.ParseQuery(r.Query)
		require.NoError(t, err)
		return query["accountId"]
	}},
	"Emails": {100, func(ctx context.Context, s scene, ids []string) (found, missing []string, err error) {
		result, err := s.client.Users.Emails(ctx, ids, nil)
		if err != nil {
			return nil, nil, err
		}
		for _, u := range result.Items {
			found = append(found, u.AccountID)
		}
		return found, result.Missing, nil
	}, nil},
}

func TestLookups(t *testing.T) {
	t.Parallel()
	for name, l := range lookups {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScene(t)
			var ids, known, unknown []string
			for i := range 2*l.chunk + 7 {
				id := fmt.Sprintf("unknown-%d", i)
				if i%3 != 0 {
					id = s.server.AddUser(cloudtest.User{Name: fmt.Sprint("Person ", i)})
					known = append(known, id)
				} else {
					unknown = append(unknown, id)
				}
				ids = append(ids, id)
			}
			slices.Reverse(ids)
			slices.Reverse(known)
			slices.Reverse(unknown)
			asked := slices.Concat(ids, ids) // twice, and charged once
			found, missing, err := l.ask(t.Context(), s, asked)
			require.NoError(t, err)
			require.Equal(t, known, found, "in the order asked for")
			require.Equal(t, unknown, missing)
			requests := s.server.Exchanges()
			require.Len(t, requests, 3)
			if l.sent != nil {
				var sent []string
				for _, r := range requests {
					chunk := l.sent(t, r)
					require.LessOrEqual(t, len(chunk), l.chunk)
					sent = append(sent, chunk...)
				}
				require.Equal(t, ids, sent)
			}
		})
	}
}

// TestLookupAhead overlaps the requests of a look-up.
func TestLookupAhead(t *testing.T) {
	t.Parallel()
	took := func(ahead int) (took time.Duration) {
		synctest.Test(t, func(t *testing.T) {
			s := newScene(t)
			s.server.Inject("createBulkUserLookup", 0, confluencetest.Delay(50*time.Millisecond))
			ids := make([]string, 10_000)
			for i := range ids {
				ids[i] = fmt.Sprintf("unknown-%d", i)
			}
			ids[7000], ids[17] = awkward, s.server.AdminID()
			began := time.Now()
			found, err := s.client.Users.Lookup(t.Context(), ids, &cloud.LookupOptions{Ahead: ahead})
			require.NoError(t, err)
			took = time.Since(began)
			require.Len(t, s.server.Exchanges(), 40)
			require.Len(t, found.Items, 2)
			require.Equal(t, s.server.AdminID(), found.Items[0].AccountID)
			require.Equal(t, awkward, found.Items[1].AccountID)
			require.Len(t, found.Missing, 9998)

			s.server.ForgetExchanges()
			s.server.Heal()
			s.server.Inject("createBulkUserLookup", 0, confluencetest.Respond(500, "", ""))
			_, err = s.client.Users.Lookup(t.Context(), ids, &cloud.LookupOptions{Ahead: ahead})
			require.Error(t, err)
			require.LessOrEqual(t, len(s.server.Exchanges()), ahead+1, "after a failure nothing is begun")
		})
		return took
	}
	require.Equal(t, 2*time.Second, took(0))
	require.Equal(t, 200*time.Millisecond, took(9), "ten at a time")
}

// TestLookupOfAnotherID: an account that comes under another id is not lost.
func TestLookupOfAnotherID(t *testing.T) {
	t.Parallel()
	client := newCanned(t, canned{status: 200, contentType: "application/json", body: `{"results":[{"accountId":"new"},{"accountId":"b"}]}`})
	found, err := client.Users.Lookup(t.Context(), []string{"old", "b"}, nil)
	require.NoError(t, err)
	require.Equal(t, []string{"old"}, found.Missing)
	require.Len(t, found.Items, 2)
	require.Equal(t, "b", found.Items[0].AccountID)
	require.Equal(t, "new", found.Items[1].AccountID)
	_, err = client.Users.Lookup(t.Context(), []string{" old"}, nil)
	require.ErrorIs(t, err, confluence.ErrInvalid)
}

// TestLookupsAreRefusedWhole: nothing is sent for a list with a bad id, not even
// to find out who the caller is.
func TestLookupsAreRefusedWhole(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	_, err := s.client.Users.Lookup(t.Context(), []string{cloud.DefaultAccount, ".."}, nil)
	require.ErrorIs(t, err, confluence.ErrInvalid)
	require.ErrorIs(t, s.client.Groups.RemoveMemberByName(t.Context(), "writers", ".."), confluence.ErrInvalid)
	require.ErrorIs(t, s.client.Properties.GetInto(t.Context(), cloud.DefaultAccount, "key", nil), confluence.ErrInvalid)
	require.ErrorIs(t, s.client.Properties.GetInto(t.Context(), cloud.DefaultAccount, "key", struct{}{}), confluence.ErrInvalid)
	for _, ahead := range []int{-1, 101} {
		_, err = s.client.Users.Lookup(t.Context(), []string{"a"}, &cloud.LookupOptions{Ahead: ahead})
		require.ErrorIs(t, err, confluence.ErrInvalid)
	}
	require.Empty(t, s.server.Exchanges())
}

func TestLookupOfNobody(t *testing.T) {
	t.Parallel()
	for name, l := range lookups {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScene(t)
			found, missing, err := l.ask(t.Context(), s, nil)
			require.NoError(t, err)
			require.Empty(t, found)
			require.Empty(t, missing)
			require.Empty(t, s.server.Exchanges())

			_, _, err = l.ask(t.Context(), s, []string{"good", "bad\n"})
			require.ErrorIs(t, err, confluence.ErrInvalid)
			require.Empty(t, s.server.Exchanges())
		})
	}
}

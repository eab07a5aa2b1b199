package cloud_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// lookups ask for accounts and return the ids that were found and missing.
var lookups = map[string]struct {
	chunk int
	ask   func(context.Context, scene, []string) (found, missing []string, err error)
	sent  func(*testing.T, confluencetest.Request) []string
}{
	"Lookup": {250, func(ctx context.Context, s scene, ids []string) (found, missing []string, err error) {
		result, err := s.client.Users.Lookup(ctx, ids)
		if err != nil {
			return nil, nil, err
		}
		for _, u := range result.Items {
			found = append(found, u.AccountID)
		}
		return found, result.Missing, nil
	}, func(t *testing.T, r confluencetest.Request) []string {
		t.Helper()
		var body struct {
			AccountIDs []string `json:"accountIds"`
		}
		require.NoError(t, json.Unmarshal(r.Body, &body))
		return body.AccountIDs
	}},
	"Bulk": {100, func(ctx context.Context, s scene, ids []string) (found, missing []string, err error) {
		result, err := s.client.Users.Bulk(ctx, ids, nil)
		if err != nil {
			return nil, nil, err
		}
		for _, u := range result.Items {
			found = append(found, u.AccountID)
		}
		return found, result.Missing, nil
	}, func(t *testing.T, r confluencetest.Request) []string {
		t.Helper()
		query, err := url.ParseQuery(r.Query)
		require.NoError(t, err)
		return query["accountId"]
	}},
	"Emails": {100, func(ctx context.Context, s scene, ids []string) (found, missing []string, err error) {
		result, err := s.client.Users.Emails(ctx, ids)
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
					id = s.server.AddUser(confluencetest.User{Name: fmt.Sprint("Person ", i)})
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
			requests := s.server.Requests()
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
			require.Empty(t, s.server.Requests())

			_, _, err = l.ask(t.Context(), s, []string{"good", "bad\n"})
			require.ErrorIs(t, err, confluence.ErrInvalid)
			require.Empty(t, s.server.Requests())
		})
	}
}

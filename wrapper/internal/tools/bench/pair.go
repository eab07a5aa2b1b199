package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"time"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

const (
	site    = "https://your-domain.atlassian.net"
	members = 10_000 // of the listing and the look-up
	callers = 1_000  // at the same time
	conns   = 64     // those they share
)

// pair is one piece of work done by the SDK and by hand.
type pair struct {
	name string
	sdk  func(context.Context) error
	hand func(context.Context) error
}

// sides are the SDK and the hand-written client over the same transport.
type sides struct {
	sdk  *cloud.Client
	hand *hand
}

// newSides connects both to the site at base.
func newSides(base string, transport http.RoundTripper) (sides, error) {
	const user, token = "ada@example.com", "an-api-token"
	client := &http.Client{Transport: transport}
	if _, wire := transport.(*http.Transport); wire {
		// As a program would; with any other transport it costs net/http a
		// goroutine a request, which would flatter the SDK.
		client.Timeout = time.Minute
	}
	sdk, err := cloud.New(base, confluence.BasicAuth(user, token), confluence.WithHTTPClient(client))
	if err != nil {
		return sides{}, err
	}
	return sides{sdk, &hand{base, user, token, "confluence-people-go/" + confluence.Version, client}}, nil
}

// scenes are the sides of all pairs.
type scenes struct {
	single, loopback, page, listing, lookup, failing, large sides
}

// newScenes makes all sides ready, and a function that ends what they need.
func newScenes() (scenes, func(), error) {
	server := httptest.NewServer(serve(user(1)))
	wire := &http.Transport{MaxConnsPerHost: conns, MaxIdleConnsPerHost: conns}
	end := func() {
		wire.CloseIdleConnections()
		server.Close()
	}
	var s scenes
	var errs [7]error
	s.single, errs[0] = newSides(site, newTransport(http.StatusOK, always(user(1))))
	s.loopback, errs[1] = newSides(server.URL, wire)
	s.page, errs[2] = newSides(site, newTransport(http.StatusOK, always(memberPage(0, members))))
	s.listing, errs[3] = newSides(site, newTransport(http.StatusOK, cannedPages()))
	s.lookup, errs[4] = newSides(site, newTransport(http.StatusOK, cannedProfiles()))
	s.failing, errs[5] = newSides(site, newTransport(http.StatusNotFound, always([]byte(notFound))))
	s.large, errs[6] = newSides(site, newTransport(http.StatusOK, always(largeUser())))
	if err := errors.Join(errs[:]...); err != nil {
		end()
		return scenes{}, nil, err
	}
	return s, end, nil
}

// pairs are all pairs of the table.
func (s scenes) pairs() []pair {
	return []pair{
		currentPair("one GET, in memory", s.single),
		currentPair("one GET, loopback", s.loopback),
		pagePair("a page of 200 members", s.page),
		listingPair("10,000 members, 50 pages", s.listing),
		lookupPair("10,000 ids looked up, 40 requests", s.lookup),
		failurePair("a 404 decoded", s.failing),
		currentPair("an answer of 4 MB, held once", s.large),
		concurrentPair("1,000 concurrent GETs, loopback", s.loopback),
	}
}

// serve answers every request with the same body.
func serve(body []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(body)
	}
}

// cannedPages answers a listing with pages that are made once for each offset: a
// walk of the SDK asks for the last row of a page again.
func cannedPages() func(*http.Request) ([]byte, error) {
	var made sync.Map
	return func(req *http.Request) ([]byte, error) {
		start, err := startOf(req)
		if err != nil {
			return nil, err
		}
		page, ok := made.Load(start)
		if !ok {
			page, _ = made.LoadOrStore(start, memberPage(start, members))
		}
		return page.([]byte), nil
	}
}

// cannedProfiles answers look-ups with chunks made beforehand, told apart by
// the first id asked for.
func cannedProfiles() func(*http.Request) ([]byte, error) {
	made := make(map[string][]byte)
	for start := 0; start < members; start += chunkSize {
		made[accountID(start)] = profiles(start)
	}
	return func(req *http.Request) ([]byte, error) {
		prefix := len(`{"accountIds":["`)
		var begin [64]byte
		asked := begin[:prefix+len(accountID(0))]
		if _, err := io.ReadFull(req.Body, asked); err != nil {
			return nil, err
		}
		return made[string(asked[prefix:])], nil
	}
}

func currentPair(name string, s sides) pair {
	return pair{name, func(ctx context.Context) error {
		user, err := s.sdk.Users.Current(ctx, nil)
		if err != nil {
			return err
		}
		return expectID(user.AccountID)
	}, func(ctx context.Context) error {
		user, err := s.hand.current(ctx)
		if err != nil {
			return err
		}
		return expectID(user.AccountID)
	}}
}

func expectID(accountID string) error {
	if accountID == "" {
		return errors.New("a user without an id")
	}
	return nil
}

func pagePair(name string, s sides) pair {
	return pair{name, func(ctx context.Context) error {
		opts := cloud.MemberListOptions{Limit: pageSize}
		page, err := s.sdk.Groups.ListMembers(ctx, groupID, &opts)
		if err != nil {
			return err
		}
		return expect(pageSize, len(page.Items))
	}, func(ctx context.Context) error {
		page, err := s.hand.page(ctx, 0)
		if err != nil {
			return err
		}
		return expect(pageSize, len(page.Results))
	}}
}

func listingPair(name string, s sides) pair {
	return pair{name, func(ctx context.Context) error {
		rows := 0
		opts := cloud.MemberListOptions{Limit: pageSize}
		for user, err := range s.sdk.Groups.AllMembers(ctx, groupID, &opts) {
			if err != nil {
				return err
			}
			if user.AccountID != "" {
				rows++
			}
		}
		return expect(members, rows)
	}, func(ctx context.Context) error {
		rows := 0
		err := s.hand.all(ctx, func(user *gen.User) {
			if user.AccountID != "" {
				rows++
			}
		})
		if err != nil {
			return err
		}
		return expect(members, rows)
	}}
}

func lookupPair(name string, s sides) pair {
	ids := make([]string, members)
	for n := range ids {
		ids[n] = accountID(n)
	}
	return pair{name, func(ctx context.Context) error {
		found, err := s.sdk.Users.Lookup(ctx, ids, nil)
		if err != nil {
			return err
		}
		return expect(members, len(found.Items)-len(found.Missing))
	}, func(ctx context.Context) error {
		items, missing, err := s.hand.lookup(ctx, ids)
		if err != nil {
			return err
		}
		return expect(members, len(items)-len(missing))
	}}
}

func failurePair(name string, s sides) pair {
	return pair{name, func(ctx context.Context) error {
		_, err := s.sdk.Users.Current(ctx, nil)
		if e, ok := errors.AsType[*confluence.Error](err); !ok || e.StatusCode != http.StatusNotFound || e.Message == "" {
			return fmt.Errorf("not the error expected: %w", err)
		}
		return nil
	}, func(ctx context.Context) error {
		_, err := s.hand.current(ctx)
		if e, ok := errors.AsType[*handError](err); !ok || e.StatusCode != http.StatusNotFound || e.Message == "" {
			return fmt.Errorf("not the error expected: %w", err)
		}
		return nil
	}}
}

// concurrentPair has many goroutines make one call each.
func concurrentPair(name string, s sides) pair {
	one := currentPair(name, s)
	together := func(call func(context.Context) error) func(context.Context) error {
		return func(ctx context.Context) error {
			var wg sync.WaitGroup
			errs := make([]error, callers)
			for i := range errs {
				wg.Go(func() { errs[i] = call(ctx) })
			}
			wg.Wait()
			return errors.Join(errs...)
		}
	}
	return pair{name, together(one.sdk), together(one.hand)}
}

func expect(want, got int) error {
	if got != want {
		return fmt.Errorf("%d rows, not %d", got, want)
	}
	return nil
}

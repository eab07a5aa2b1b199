package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/tools/bench/canned"
	"github.com/confluence-people/go-sdk/wrapper/internal/tools/bench/versus"
)

// fewAllocs is how often a single GET may allocate.
const fewAllocs = 42

// rowsTarget is what the SDK may take, of what the natural code takes, for people in
// numbers.
func rowsTarget() versus.Target { return versus.Target{Time: 1, Bytes: 0.5} }

// pairs are all pairs of the table.
func (s scenes) pairs() []versus.Pair {
	return []versus.Pair{
		searchPair("a search page of 100 people", s.search),
		currentPair("the current user", s.single),
		pagePair("a page of 200 members, of known length", s.sized),
		pagePair("the same, of unknown length", s.unsized),
		listingPair("10,000 members, 50 pages", members, s.listing),
		longPair("1,000,000 members", s.long),
		lookupPair("10,000 ids looked up, 40 requests", s.lookup),
		failurePair("a 404", s.failing),
		concurrentPair("1,000 concurrent GETs, loopback", s.loopback),
		coldPair("cold start: New and one call"),
	}
}

func searchPair(name string, s sides) versus.Pair {
	return versus.Pair{Name: name, Most: rowsTarget(), SDK: func(ctx context.Context) error {
		opts := cloud.UserSearchOptions{Limit: canned.HitsSize}
		page, err := s.sdk.Users.Search(ctx, canned.Query, &opts)
		if err != nil {
			return err
		}
		return expect(canned.HitsSize, len(page.Items))
	}, Other: func(ctx context.Context) error {
		page, err := s.hand.search(ctx, canned.Query, canned.HitsSize)
		if err != nil {
			return err
		}
		return expect(canned.HitsSize, len(page.Results))
	}}
}

func currentPair(name string, s sides) versus.Pair {
	return versus.Pair{Name: name, Most: versus.Target{Time: 1.4, Allocs: fewAllocs}, SDK: func(ctx context.Context) error {
		return currentOf(ctx, s.sdk)
	}, Other: func(ctx context.Context) error {
		user, err := s.hand.current(ctx)
		if err != nil {
			return err
		}
		return expectID(user.AccountID)
	}}
}

func currentOf(ctx context.Context, client *cloud.Client) error {
	user, err := client.Users.Current(ctx, nil)
	if err != nil {
		return err
	}
	return expectID(user.AccountID)
}

func expectID(accountID string) error {
	if accountID == "" {
		return errors.New("a user without an id")
	}
	return nil
}

func pagePair(name string, s sides) versus.Pair {
	return versus.Pair{Name: name, Most: rowsTarget(), SDK: func(ctx context.Context) error {
		opts := cloud.MemberListOptions{Limit: canned.PageSize}
		page, err := s.sdk.Groups.ListMembers(ctx, canned.GroupID, &opts)
		if err != nil {
			return err
		}
		return expect(canned.PageSize, len(page.Items))
	}, Other: func(ctx context.Context) error {
		page, err := s.hand.page(ctx, 0)
		if err != nil {
			return err
		}
		return expect(canned.PageSize, len(page.Results))
	}}
}

func listingPair(name string, rows int, s sides) versus.Pair {
	return versus.Pair{Name: name, Most: rowsTarget(), SDK: func(ctx context.Context) error {
		got := 0
		opts := cloud.MemberListOptions{Limit: canned.PageSize}
		for user, err := range s.sdk.Groups.AllMembers(ctx, canned.GroupID, &opts) {
			if err != nil {
				return err
			}
			if user.AccountID != "" {
				got++
			}
		}
		return expect(rows, got)
	}, Other: func(ctx context.Context) error {
		got := 0
		err := s.hand.all(ctx, func(user *person) {
			if user.AccountID != "" {
				got++
			}
		})
		if err != nil {
			return err
		}
		return expect(rows, got)
	}}
}

// longPair is a listing that takes seconds.
func longPair(name string, s sides) versus.Pair {
	p := listingPair(name, everyone, s)
	p.Once = true
	return p
}

func lookupPair(name string, s sides) versus.Pair {
	ids := make([]string, members)
	for n := range ids {
		ids[n] = canned.AccountID(n)
	}
	return versus.Pair{Name: name, Most: rowsTarget(), SDK: func(ctx context.Context) error {
		found, err := s.sdk.Users.Lookup(ctx, ids, nil)
		if err != nil {
			return err
		}
		return expect(members, len(found.Items)-len(found.Missing))
	}, Other: func(ctx context.Context) error {
		items, missing, err := s.hand.lookup(ctx, ids)
		if err != nil {
			return err
		}
		return expect(members, len(items)-len(missing))
	}}
}

func failurePair(name string, s sides) versus.Pair {
	return versus.Pair{Name: name, Most: versus.Target{Time: 1.5}, SDK: func(ctx context.Context) error {
		_, err := s.sdk.Users.Current(ctx, nil)
		if e, ok := errors.AsType[*confluence.Error](err); !ok || e.StatusCode != http.StatusNotFound || e.Message == "" {
			return fmt.Errorf("not the error expected: %w", err)
		}
		return nil
	}, Other: func(ctx context.Context) error {
		_, err := s.hand.current(ctx)
		if e, ok := errors.AsType[*naturalError](err); !ok || e.StatusCode != http.StatusNotFound || e.Message == "" {
			return fmt.Errorf("not the error expected: %w", err)
		}
		return nil
	}}
}

// concurrentPair has many goroutines make one call each.
func concurrentPair(name string, s sides) versus.Pair {
	one := currentPair(name, s)
	together := func(call versus.Op) versus.Op {
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
	return versus.Pair{Name: name, Most: versus.Target{CPU: 1.15}, SDK: together(one.SDK), Other: together(one.Other)}
}

// coldPair makes a client for one call.
func coldPair(name string) versus.Pair {
	transport := canned.NewTransport(http.StatusOK, canned.Always(canned.Person(1)))
	return versus.Pair{Name: name, SDK: func(ctx context.Context) error {
		client, err := cloud.New(canned.Site, auth(), confluence.WithTransport(transport))
		if err != nil {
			return err
		}
		return currentOf(ctx, client)
	}, Other: func(ctx context.Context) error {
		hand := natural{canned.Site, &http.Client{Transport: transport}}
		user, err := hand.current(ctx)
		if err != nil {
			return err
		}
		return expectID(user.AccountID)
	}}
}

func expect(want, got int) error {
	if got != want {
		return fmt.Errorf("%d rows, not %d", got, want)
	}
	return nil
}

package cloud

import (
	"context"
	"slices"

	"golang.org/x/sync/errgroup"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/answer"
)

// How many accounts one request may ask for.
const (
	// lookupChunk is documented for users-bulk.
	lookupChunk = 250
	// bulkChunk: published pages name 100 and 200; the lower one always works.
	bulkChunk = 100
	// emailChunk is not documented; it keeps the URL below five kilobytes.
	emailChunk = 100
)

// LookupOptions say how a look-up goes about its requests.
type LookupOptions struct {
	// Ahead is how many requests may be under way beside the first; 0, the
	// default, makes one at a time. The outcome is the same.
	Ahead int
}

// Lookup finds any number of accounts, 250 to a request. The same id asked
// twice costs once. This is the best way to turn ids into names.
//
// Operation: createBulkUserLookup, POST /wiki/api/v2/users-bulk.
//
//confluence:operation createBulkUserLookup
func (s *UsersService) Lookup(ctx context.Context, accountIDs []string, opts *LookupOptions) (*Found[UserProfile], error) {
	return lookUp(ctx, s.account, accountIDs, lookupChunk, answer.Copy(opts).Ahead,
		func(u UserProfile) string { return u.AccountID },
		func(ctx context.Context, ids []string) ([]UserProfile, error) {
			rsp, err := answer.OK(s.api.CreateBulkUserLookupWithResponse(ctx, gen.UsersBulkRequest{AccountIds: ids}))
			if err != nil {
				return nil, err
			}
			return rsp.Results, nil
		})
}

// Bulk finds any number of accounts through REST v1, 100 to a request, for what
// Lookup leaves out: operations and the personal space.
//
// Operation: getBulkUserLookup, GET /wiki/rest/api/user/bulk.
//
//confluence:operation getBulkUserLookup
func (s *UsersService) Bulk(ctx context.Context, accountIDs []string, opts *UserOptions) (*Found[BulkUser], error) {
	return lookUp(ctx, s.account, accountIDs, bulkChunk, 0,
		func(u BulkUser) string { return u.AccountID },
		func(ctx context.Context, ids []string) ([]BulkUser, error) {
			params := gen.GetBulkUserLookupParams{AccountID: ids, Expand: opts.expand()}
			rsp, err := answer.OK(s.api.GetBulkUserLookupWithResponse(ctx, &params))
			if err != nil {
				return nil, err
			}
			return rsp.Results, nil
		})
}

// lookUp asks for accounts in chunks and sorts the answers by what was asked:
// the service leaves out unknown accounts and promises no order.
func lookUp[T any](ctx context.Context, a account, accountIDs []string, chunk, ahead int,
	idOf func(T) string, ask func(ctx context.Context, ids []string) ([]T, error),
) (*Found[T], error) {
	if err := (&confluence.ListOptions{Ahead: ahead}).Check(); err != nil {
		return nil, err
	}
	ids, err := a.all(ctx, accountIDs)
	if err != nil {
		return nil, err
	}
	ids = unique(ids)
	answers, err := askAll(ctx, slices.Collect(slices.Chunk(ids, chunk)), ahead, ask)
	if err != nil {
		return nil, err
	}
	known := make(map[string]*T, len(ids))
	for _, id := range ids {
		known[id] = nil
	}
	found := &Found[T]{Items: make([]T, 0, len(known))}
	var others []T
	for _, items := range answers {
		for i := range items {
			id := idOf(items[i])
			if _, asked := known[id]; !asked {
				others = append(others, items[i])
				continue
			}
			known[id] = &items[i]
		}
	}
	for _, id := range ids {
		if item := known[id]; item != nil {
			found.Items = append(found.Items, *item)
		} else {
			found.Missing = append(found.Missing, id)
		}
	}
	found.Items = append(found.Items, others...)
	return found, nil
}

// askAll asks for all chunks, up to ahead of them beside the first, and returns
// the answers in order.
func askAll[T any](ctx context.Context, chunks [][]string, ahead int, ask func(context.Context, []string) ([]T, error)) ([][]T, error) {
	answers := make([][]T, len(chunks))
	one := func(ctx context.Context, i int) (err error) {
		if err = ctx.Err(); err == nil { // no other one has failed
			answers[i], err = ask(ctx, chunks[i])
		}
		if err == nil && answers[i] == nil { // not even an empty list: nothing was said of anybody
			err = answer.NoList()
		}
		return err
	}
	if ahead == 0 || len(chunks) < 2 {
		for i := range chunks {
			if err := one(ctx, i); err != nil {
				return nil, err
			}
		}
		return answers, nil
	}
	requests, ctx := errgroup.WithContext(ctx)
	requests.SetLimit(ahead + 1)
	for i := range chunks {
		requests.Go(func() error { return one(ctx, i) })
	}
	return answers, requests.Wait()
}

// unique drops repetitions and keeps the order.
func unique(ids []string) []string {
	seen := make(map[string]bool, len(ids))
	var once []string
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			once = append(once, id)
		}
	}
	return once
}

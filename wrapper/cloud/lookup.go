package cloud

import (
	"context"
	"slices"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
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

// Lookup finds any number of accounts, 250 to a request. The same id asked
// twice costs once. This is the best way to turn ids into names.
//
//confluence:operation createBulkUserLookup
func (s *UsersService) Lookup(ctx context.Context, accountIDs []string) (*Found[UserProfile], error) {
	return lookUp(ctx, s.account, accountIDs, lookupChunk,
		func(u UserProfile) string { return u.AccountID },
		func(ids []string) ([]UserProfile, error) {
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
//confluence:operation getBulkUserLookup
func (s *UsersService) Bulk(ctx context.Context, accountIDs []string, opts *UserOptions) (*Found[BulkUser], error) {
	return lookUp(ctx, s.account, accountIDs, bulkChunk,
		func(u BulkUser) string { return u.AccountID },
		func(ids []string) ([]BulkUser, error) {
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
func lookUp[T any](ctx context.Context, a account, accountIDs []string, chunk int,
	idOf func(T) string, ask func(ids []string) ([]T, error),
) (*Found[T], error) {
	ids, err := a.all(ctx, accountIDs)
	if err != nil {
		return nil, err
	}
	ids = unique(ids)
	known := make(map[string]T, len(ids))
	for some := range slices.Chunk(ids, chunk) {
		items, err := ask(some)
		if err != nil {
			return nil, err
		}
		if items == nil { // not even an empty list: nothing was said of anybody
			return nil, answer.NoList()
		}
		for _, item := range items {
			known[idOf(item)] = item
		}
	}
	found := &Found[T]{}
	for _, id := range ids {
		if item, ok := known[id]; ok {
			found.Items = append(found.Items, item)
		} else {
			found.Missing = append(found.Missing, id)
		}
	}
	return found, nil
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

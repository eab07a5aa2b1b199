package cloud

import (
	"context"
	"net/http"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/param"
)

// How many accounts one request may ask for.
const (
	// lookupChunk is documented for users-bulk.
	lookupChunk = 250
	// lookupV1Chunk: published pages name 100 and 200; the lower one always works.
	lookupV1Chunk = 100
	// emailChunk is not documented; it keeps the URL below five kilobytes.
	emailChunk = 100
)

// Lookup finds any number of accounts, 250 to a request. The same id asked
// twice costs once. [DefaultAccount] is the default account. This is the best
// way to turn ids into names.
//
// With an error of a request, what the others found is returned, too, and
// Found.NotAsked lists the rest; with an argument that is refused the result is
// nil.
//
// Permission: access to the site. Scopes: granular alone,
// read:user:confluence. A permission that is missing and a credential that is
// refused are both [confluence.ErrNotFound].
//
// Operation: createBulkUserLookup, POST /wiki/api/v2/users-bulk.
//
//confluence:operation createBulkUserLookup
func (s *UsersService) Lookup(ctx context.Context, accountIDs []string, opts *LookupOptions) (*Found[User], error) {
	o := param.Copy(opts)
	return lookUp(ctx, s.core, accountIDs, lookupChunk, o.Ahead, keyOfUser, func(ctx context.Context, ids []string) ([]User, error) {
		return profiles(newUserV2)(s.api.CreateBulkUserLookup(argument.Context(ctx), gen.UsersBulkRequest{AccountIds: ids}))
	})
}

// LookupV1 finds any number of accounts through REST v1, 100 to a request, for
// what Lookup leaves out: the type, operations and the personal space. It is
// Lookup otherwise.
//
// Permission: access to the site. Scopes: read:confluence-user; granular:
// read:content-details:confluence.
//
// Operation: getBulkUserLookup, GET /wiki/rest/api/user/bulk.
//
//confluence:operation getBulkUserLookup
func (s *UsersService) LookupV1(ctx context.Context, accountIDs []string, opts *LookupV1Options) (*Found[User], error) {
	o := param.Copy(opts)
	return lookUp(ctx, s.core, accountIDs, lookupV1Chunk, o.Ahead, keyOfUser, func(ctx context.Context, ids []string) ([]User, error) {
		return profiles(newBulkUser)(
			s.api.GetBulkUserLookup(argument.Context(ctx), &gen.GetBulkUserLookupParams{AccountID: ids, Expand: param.List(o.Expand)}))
	})
}

// profiles reads the users of a chunk; nil where the response holds no list.
func profiles[R any](convert func(*R) User) func(*http.Response, error) ([]User, error) {
	b := batch(traits{}, convert)
	return func(resp *http.Response, err error) ([]User, error) {
		page, err := b(resp, err)
		if err != nil {
			return nil, err
		}
		return page.Rows, nil
	}
}

// lookUp asks for accounts in chunks and sorts the responses by what was asked:
// the service leaves out unknown accounts and promises no order.
func lookUp[T any](ctx context.Context, c *core, accountIDs []string, chunk, ahead int,
	key func(*T) string, ask func(ctx context.Context, ids []string) ([]T, error),
) (*Found[T], error) {
	if err := param.Ahead(ahead); err != nil {
		return nil, err
	}
	ids, err := c.accountIDs(ctx, accountIDs)
	if err != nil {
		return nil, err
	}
	asked, err := askAll(ctx, ids, chunk, ahead, ask)
	if asked == nil {
		return nil, err
	}
	return sortFound(ids, asked, key), err
}

// sortFound puts what came into the order of the ids.
func sortFound[T any](ids []string, asked []chunkOf[T], key func(*T) string) *Found[T] {
	known := make(map[string]*T, len(ids))
	for _, id := range ids {
		known[id] = nil
	}
	found := &Found[T]{Items: make([]T, 0, len(ids))}
	var others []T
	for _, chunk := range asked {
		for i := range chunk.rows {
			row := &chunk.rows[i]
			id := key(row)
			before, wanted := known[id]
			switch {
			case id == "", before != nil: // nobody, or an account that came before
			case wanted:
				known[id] = row
			default:
				known[id] = row
				others = append(others, *row)
			}
		}
	}
	for _, chunk := range asked {
		for _, id := range chunk.ids {
			switch row := known[id]; {
			case row != nil:
				found.Items = append(found.Items, *row)
			case chunk.ended:
				found.Missing = append(found.Missing, id)
			default:
				found.NotAsked = append(found.NotAsked, id)
			}
		}
	}
	found.Items = append(found.Items, others...)
	return found
}

// each converts rows and keeps the difference between no list and an empty one.
func each[R, T any](rows []R, convert func(*R) T) []T {
	if rows == nil {
		return nil
	}
	all := make([]T, len(rows))
	for i := range rows {
		all[i] = convert(&rows[i])
	}
	return all
}

package cloud

import (
	"bytes"
	"context"
	"errors"
	"iter"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/param"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/response"
)

// PropertiesService stores JSON objects with users, each under a key. All apps
// of a site share the keys, so they are no place for secrets. It exists on Cloud
// alone.
//
// Properties of the caller's own account take access to the site. Whose else the
// caller may read or write is not documented, not even for administrators; those
// that are not for the caller are [confluence.ErrForbidden].
//
// A value is whatever encodes to a JSON object, such as a struct or a map. A
// json.RawMessage is stored byte for byte, and a [Property] by its Value. There is
// no conditional write: of two at the same time, the last one wins.
type PropertiesService struct{ *core }

// List returns one page of the keys that hold a value with an account.
// [DefaultAccount] is the default account.
//
// Permission: access to the site. Scopes: granular alone,
// read:user.property:confluence. An account the caller may not view is
// [confluence.ErrForbidden], an unknown one [confluence.ErrNotFound].
//
// Operation: getUserProperties, GET /wiki/rest/api/user/{userId}/property.
//
//confluence:operation getUserProperties
func (s *PropertiesService) List(ctx context.Context, accountID string, opts *PropertyListOptions) (*confluence.Page[string], error) {
	return paging.One(ctx, param.Copy(opts).window(), s.keys(accountID))
}

// All walks through the keys that hold a value with an account. See List.
//
// A row that is there for the whole walk is yielded exactly once, or the walk ends
// with [confluence.ErrChanged] or [confluence.ErrStalled]; none is yielded twice.
// The package comment of confluence says what cannot be promised.
func (s *PropertiesService) All(ctx context.Context, accountID string, opts *PropertyListOptions) iter.Seq2[string, error] {
	return paging.All(ctx, param.Copy(opts).window(), s.keys(accountID))
}

func (s *PropertiesService) keys(accountID string) paging.Listing[string] {
	return paging.Listing[string]{
		Fetch: func(ctx context.Context, w paging.Window) (*paging.Batch[string], error) {
			id, err := s.accountID(ctx, accountID)
			if err != nil {
				return nil, err
			}
			var params gen.GetUserPropertiesParams
			params.Start, params.Limit = w.Params()
			keyOf := func(p *gen.UserPropertyKey) string { return p.Key }
			return batch(traits{}, keyOf)(s.api.GetUserProperties(argument.Context(ctx), id, &params))
		},
		Key: func(key *string) string { return *key }, Null: isNull[string], Most: mostProperties,
	}
}

// Get returns the property under a key. [DefaultAccount] is the default account.
//
// Permission: access to the site. Scopes: granular alone,
// read:user.property:confluence. A key that holds nothing is
// [confluence.ErrNotFound], and so is an unknown account: Users.Get tells which.
//
// Operation: getUserProperty, GET /wiki/rest/api/user/{userId}/property/{key}.
//
//confluence:operation getUserProperty
func (s *PropertiesService) Get(ctx context.Context, accountID, key string) (*Property, error) {
	id, err := s.place(ctx, accountID, key)
	if err != nil {
		return nil, err
	}
	missing := func(p *gen.UserProperty) string {
		if len(p.Value) == 0 {
			return "value"
		}
		return ""
	}
	p, err := response.Require(missing)(s.api.GetUserProperty(argument.Context(ctx), id, key))
	if err != nil {
		return nil, err
	}
	return newProperty(p), nil
}

// GetInto decodes the value under a key into v, a pointer to a struct or a map.
// [DefaultAccount] is the default account. Fields that the value lacks keep what v
// holds, so that defaults can be put there before. A value that does not fit is
// [confluence.ErrUnexpectedContent], and may leave v half filled.
//
// Permission, scopes and other errors are those of Get.
func (s *PropertiesService) GetInto(ctx context.Context, accountID, key string, v any) error {
	if err := checkTarget(v); err != nil {
		return err
	}
	p, err := s.Get(ctx, accountID, key)
	if err != nil {
		return err
	}
	return p.Decode(v)
}

// Create stores a value under a key that holds none yet. [DefaultAccount] is the
// default account.
//
// Permission: access to the site. Scopes: granular alone,
// write:user.property:confluence. A key that holds a value is
// [confluence.ErrConflict], an unknown account [confluence.ErrNotFound]. A value
// or a key that is too long is [confluence.ErrBadRequest]; the limits are not
// published.
//
// Operation: createUserProperty, POST /wiki/rest/api/user/{userId}/property/{key}.
//
//confluence:operation createUserProperty
func (s *PropertiesService) Create(ctx context.Context, accountID, key string, value any) error {
	id, body, err := s.write(ctx, accountID, key, value)
	if err != nil {
		return err
	}
	return s.create(ctx, id, key, body)
}

// Update replaces the value under a key as a whole. [DefaultAccount] is the
// default account. There is no conditional write: it replaces whatever is there,
// also what others wrote after the caller read it. The last writer wins.
//
// Permission: access to the site. Scopes: granular alone,
// write:user.property:confluence. A key that holds nothing is
// [confluence.ErrNotFound], and so is an unknown account. A value that is too long is
// [confluence.ErrBadRequest]; the limit is not published.
//
// Operation: updateUserProperty, PUT /wiki/rest/api/user/{userId}/property/{key}.
//
//confluence:operation updateUserProperty
func (s *PropertiesService) Update(ctx context.Context, accountID, key string, value any) error {
	id, body, err := s.write(ctx, accountID, key, value)
	if err != nil {
		return err
	}
	return s.update(ctx, id, key, body)
}

// mostRounds bounds how often Set follows somebody who creates and deletes the
// same property.
const mostRounds = 5

// Set stores a value under a key, whether or not it holds one. [DefaultAccount]
// is the default account. It updates first and creates what is not there, so it
// is one request in the usual case, and it goes on where others create and delete
// the property meanwhile. As with Update, the last writer wins.
//
// Permission, scopes and errors are those of Create and Update. An unknown
// account is [confluence.ErrNotFound].
func (s *PropertiesService) Set(ctx context.Context, accountID, key string, value any) error {
	id, body, err := s.write(ctx, accountID, key, value)
	if err != nil {
		return err
	}
	for range mostRounds {
		if err = s.update(ctx, id, key, body); !errors.Is(err, confluence.ErrNotFound) {
			return err
		}
		if err = s.create(ctx, id, key, body); !errors.Is(err, confluence.ErrConflict) {
			return err
		}
	}
	return err
}

// Delete removes the property under a key. [DefaultAccount] is the default
// account.
//
// Permission: access to the site. Scopes: granular alone,
// write:user.property:confluence. A key that holds nothing is
// [confluence.ErrNotFound], and so is an unknown account.
//
// Operation: deleteUserProperty, DELETE /wiki/rest/api/user/{userId}/property/{key}.
//
//confluence:operation deleteUserProperty
func (s *PropertiesService) Delete(ctx context.Context, accountID, key string) error {
	id, err := s.place(ctx, accountID, key)
	if err != nil {
		return err
	}
	return response.Done(s.api.DeleteUserProperty(argument.Context(ctx), id, key))
}

const jsonContent = "application/json"

func (s *PropertiesService) create(ctx context.Context, id, key string, body []byte) error {
	return response.Done(s.api.CreateUserPropertyWithBody(argument.Context(ctx), id, key, jsonContent, bytes.NewReader(body)))
}

func (s *PropertiesService) update(ctx context.Context, id, key string, body []byte) error {
	return response.Done(s.api.UpdateUserPropertyWithBody(argument.Context(ctx), id, key, jsonContent, bytes.NewReader(body)))
}

// place checks a key and finds the account it is at.
func (s *PropertiesService) place(ctx context.Context, accountID, key string) (string, error) {
	if err := checkKey(key); err != nil {
		return "", err
	}
	return s.accountID(ctx, accountID)
}

// write checks everything a write needs before anything is sent.
func (s *PropertiesService) write(ctx context.Context, accountID, key string, value any) (string, []byte, error) {
	if err := checkKey(key); err != nil {
		return "", nil, err
	}
	body, err := propertyBody(value)
	if err != nil {
		return "", nil, err
	}
	id, err := s.accountID(ctx, accountID)
	return id, body, err
}

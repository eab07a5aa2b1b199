package cloud

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"reflect"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/answer"
)

// PropertiesService stores JSON objects with users, each under a key. All apps
// of a site share the keys. It exists on Cloud alone.
type PropertiesService struct{ *core }

// List returns one page of the keys that hold a value with an account; "" is
// the default account. The default page size is 5 and the most is 25.
//
// Operation: getUserProperties, GET /wiki/rest/api/user/{userId}/property.
//
//confluence:operation getUserProperties
func (s *PropertiesService) List(ctx context.Context, accountID string, opts *confluence.ListOptions) (*confluence.Page[string], error) {
	if err := opts.Check(); err != nil {
		return nil, err
	}
	id, err := s.account.named(ctx, accountID)
	if err != nil {
		return nil, err
	}
	var params gen.GetUserPropertiesParams
	params.Start, params.Limit = answer.Window(opts)
	page, err := answer.OK(s.api.GetUserPropertiesWithResponse(ctx, id, &params))
	if err != nil {
		return nil, err
	}
	keys := answer.Map(page.Results, func(item gen.UserPropertyKey) string { return item.Key })
	return answer.Page(keys, answer.Envelope{Start: page.Start, Limit: page.Limit, Next: page.Links.Next})
}

// All walks through the keys that hold a value with an account; "" is the
// default account.
func (s *PropertiesService) All(ctx context.Context, accountID string, opts *confluence.ListOptions) iter.Seq2[string, error] {
	return confluence.All(ctx, opts, func(ctx context.Context, o *confluence.ListOptions) (*confluence.Page[string], error) {
		return s.List(ctx, accountID, o)
	})
}

// Get returns the property under a key; "" is the default account. A key that
// holds nothing is [confluence.ErrNotFound].
//
// Operation: getUserProperty, GET /wiki/rest/api/user/{userId}/property/{key}.
//
//confluence:operation getUserProperty
func (s *PropertiesService) Get(ctx context.Context, accountID, key string) (*Property, error) {
	id, err := s.place(ctx, accountID, key)
	if err != nil {
		return nil, err
	}
	p, err := answer.Whole(func(p *gen.UserProperty) bool { return len(p.Value) > 0 })(
		answer.OK(s.api.GetUserPropertyWithResponse(ctx, id, key)))
	if err != nil {
		return nil, err
	}
	return newProperty(p), nil
}

// GetInto decodes the value under a key into v, a pointer to a struct or a map;
// "" is the default account.
func (s *PropertiesService) GetInto(ctx context.Context, accountID, key string, v any) error {
	if target := reflect.ValueOf(v); target.Kind() != reflect.Pointer || target.IsNil() {
		return fmt.Errorf("%w: a property is decoded into a pointer that is not nil", confluence.ErrInvalid)
	}
	p, err := s.Get(ctx, accountID, key)
	if err != nil {
		return err
	}
	return p.Decode(v)
}

// Create stores a value under a key that holds none yet; "" is the default
// account. The value must become a JSON object. A key that holds a value is
// [confluence.ErrConflict].
//
// Operation: createUserProperty, POST /wiki/rest/api/user/{userId}/property/{key}.
//
//confluence:operation createUserProperty
func (s *PropertiesService) Create(ctx context.Context, accountID, key string, value any) error {
	id, object, err := s.write(ctx, accountID, key, value)
	if err != nil {
		return err
	}
	return s.create(ctx, id, key, object)
}

// Update replaces the value under a key; "" is the default account. The value
// must become a JSON object. A key that holds nothing is
// [confluence.ErrNotFound].
//
// Operation: updateUserProperty, PUT /wiki/rest/api/user/{userId}/property/{key}.
//
//confluence:operation updateUserProperty
func (s *PropertiesService) Update(ctx context.Context, accountID, key string, value any) error {
	id, object, err := s.write(ctx, accountID, key, value)
	if err != nil {
		return err
	}
	return s.update(ctx, id, key, object)
}

// Set stores a value under a key, whether or not it holds one; "" is the
// default account. The value must become a JSON object. It updates first and
// creates what is not there, so it is one request in the usual case.
func (s *PropertiesService) Set(ctx context.Context, accountID, key string, value any) error {
	id, object, err := s.write(ctx, accountID, key, value)
	if err != nil {
		return err
	}
	if err := s.update(ctx, id, key, object); !errors.Is(err, confluence.ErrNotFound) {
		return err
	}
	if err := s.create(ctx, id, key, object); !errors.Is(err, confluence.ErrConflict) {
		return err
	}
	// Somebody created it between the two requests.
	return s.update(ctx, id, key, object)
}

// Delete removes the property under a key; "" is the default account. A key that
// holds nothing is [confluence.ErrNotFound].
//
// Operation: deleteUserProperty, DELETE /wiki/rest/api/user/{userId}/property/{key}.
//
//confluence:operation deleteUserProperty
func (s *PropertiesService) Delete(ctx context.Context, accountID, key string) error {
	id, err := s.place(ctx, accountID, key)
	if err != nil {
		return err
	}
	return answer.Done(s.api.DeleteUserPropertyWithResponse(ctx, id, key))
}

func (s *PropertiesService) create(ctx context.Context, id, key string, object json.RawMessage) error {
	return answer.Done(s.api.CreateUserPropertyWithResponse(ctx, id, key, gen.UserPropertyCreate{Value: object}))
}

func (s *PropertiesService) update(ctx context.Context, id, key string, object json.RawMessage) error {
	return answer.Done(s.api.UpdateUserPropertyWithResponse(ctx, id, key, gen.UserPropertyUpdate{Value: object}))
}

// place checks a key and finds the account it is at.
func (s *PropertiesService) place(ctx context.Context, accountID, key string) (string, error) {
	if err := checkKey(key); err != nil {
		return "", err
	}
	return s.account.named(ctx, accountID)
}

// write checks everything a write needs before anything is sent.
func (s *PropertiesService) write(ctx context.Context, accountID, key string, value any) (string, json.RawMessage, error) {
	if err := checkKey(key); err != nil {
		return "", nil, err
	}
	object, err := jsonObject(value)
	if err != nil {
		return "", nil, err
	}
	id, err := s.account.named(ctx, accountID)
	return id, object, err
}

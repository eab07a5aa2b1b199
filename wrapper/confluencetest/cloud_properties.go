package confluencetest

import (
	"context"
	"slices"
	"time"

	"github.com/confluence-people/go-sdk/gen/cloud/server"
)

const (
	standardProperties = 5
	mostProperties     = 25
)

// GetUserProperties answers keys. A limit above the most is cut down, not
// refused.
func (a cloudAPI) GetUserProperties(ctx context.Context, r server.GetUserPropertiesRequestObject) (server.GetUserPropertiesResponseObject, error) {
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	u := a.store.user(r.UserID)
	if u == nil {
		return nil, noUser(r.UserID)
	}
	p := pagingOf(r.Params.Start, r.Params.Limit, standardProperties)
	p.limit = min(p.limit, mostProperties)
	of := pageOf(ctx, a.Cloud, u.properties, p, func(p *property) server.UserPropertyKey {
		return server.UserPropertyKey{Key: p.key}
	})
	of.Links.Self = "" // this list does not say where it is
	return reply{of}, nil
}

// GetUserProperty answers one property.
func (a cloudAPI) GetUserProperty(ctx context.Context, r server.GetUserPropertyRequestObject) (server.GetUserPropertyResponseObject, error) {
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	_, p, refusal := a.propertyOf(r.UserID, r.Key)
	switch {
	case refusal != nil:
		return nil, refusal
	case p == nil:
		return nil, noProperty(r.Key)
	}
	where := here(ctx)
	return server.GetUserProperty200JSONResponse{
		Key: p.key, Value: slices.Clone(p.value), ID: p.id,
		CreatedDate: dateOf(p.created), LastModifiedDate: dateOf(p.changed),
		Links: server.Links{Base: where.Base, Context: where.Context, Self: where.Self},
	}, nil
}

// CreateUserProperty stores a property under a new key.
func (a cloudAPI) CreateUserProperty(ctx context.Context, r server.CreateUserPropertyRequestObject) (server.CreateUserPropertyResponseObject, error) {
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	u, p, refusal := a.propertyToChange(ctx, r.UserID, r.Key)
	switch {
	case refusal != nil:
		return nil, refusal
	case p != nil:
		return nil, conflict("Property already exists with key : " + r.Key)
	}
	a.store.setProperty(u, r.Key, r.Body.Value)
	return server.CreateUserProperty201Response{}, nil
}

// UpdateUserProperty replaces the value of a property.
func (a cloudAPI) UpdateUserProperty(ctx context.Context, r server.UpdateUserPropertyRequestObject) (server.UpdateUserPropertyResponseObject, error) {
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	u, p, refusal := a.propertyToChange(ctx, r.UserID, r.Key)
	switch {
	case refusal != nil:
		return nil, refusal
	case p == nil:
		return nil, noProperty(r.Key)
	}
	a.store.setProperty(u, r.Key, r.Body.Value)
	return server.UpdateUserProperty204Response{}, nil
}

// DeleteUserProperty removes a property.
func (a cloudAPI) DeleteUserProperty(ctx context.Context, r server.DeleteUserPropertyRequestObject) (server.DeleteUserPropertyResponseObject, error) {
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	u, p, refusal := a.propertyToChange(ctx, r.UserID, r.Key)
	switch {
	case refusal != nil:
		return nil, refusal
	case p == nil:
		return nil, noProperty(r.Key)
	}
	u.removeProperty(r.Key)
	return server.DeleteUserProperty204Response{}, nil
}

// propertyOf returns an account and its property, which may be nil.
func (a cloudAPI) propertyOf(userID, key string) (*user, *property, *fault) {
	u := a.store.user(userID)
	if u == nil {
		return nil, nil, noUser(userID)
	}
	return u, u.property(key), nil
}

// propertyToChange is for writes: everybody may change their own, and
// administrators those of others.
func (a cloudAPI) propertyToChange(ctx context.Context, userID, key string) (*user, *property, *fault) {
	if userID != exchangeOf(ctx).caller && !a.mayActForOthers(ctx) {
		return nil, nil, forbidden("User is not permitted to change the properties of another user")
	}
	return a.propertyOf(userID, key)
}

func noProperty(key string) *fault { return notFound("No property found with key : " + key) }

func dateOf(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

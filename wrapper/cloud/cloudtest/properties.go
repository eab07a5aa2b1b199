package cloudtest

import (
	"context"
	"regexp"
	"slices"
	"time"

	"github.com/confluence-people/go-sdk/gen/cloud/server"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

const (
	standardProperties = 5
	mostProperties     = 25
)

// propertyKey matches the keys that a request can store.
var propertyKey = regexp.MustCompile(`^[-_a-zA-Z0-9]+$`)

// GetUserProperties responds with keys. A limit above the most is cut down, not
// refused.
func (h handlers) GetUserProperties(ctx context.Context, r server.GetUserPropertiesRequestObject) (server.GetUserPropertiesResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	u := h.store.user(r.UserID)
	if u == nil {
		return nil, noUser(r.UserID)
	}
	p := paging.Asked(r.Params.Start, r.Params.Limit, standardProperties)
	p.Limit = min(p.Limit, mostProperties)
	of := pageOf(ctx, h.Server, u.properties.listed, p, func(p *property) server.UserPropertyKey {
		return server.UserPropertyKey{Key: p.key}
	})
	of.Links.Self = "" // this list does not say where it is
	return response{of}, nil
}

// GetUserProperty responds with one property.
func (h handlers) GetUserProperty(ctx context.Context, r server.GetUserPropertyRequestObject) (server.GetUserPropertyResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	_, p, refusal := h.propertyOf(r.UserID, r.Key)
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
func (h handlers) CreateUserProperty(ctx context.Context, r server.CreateUserPropertyRequestObject) (server.CreateUserPropertyResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	u, p, refusal := h.propertyToChange(ctx, r.UserID, r.Key)
	switch {
	case refusal != nil:
		return nil, refusal
	case state.TooLong(r.Key, state.LongestName):
		return nil, badRequest("Property key is too long")
	case p != nil:
		return nil, conflict("Property already exists with key : " + r.Key)
	}
	h.store.setProperty(u, r.Key, r.Body.Value)
	return server.CreateUserProperty201Response{}, nil
}

// UpdateUserProperty replaces the value of a property.
func (h handlers) UpdateUserProperty(ctx context.Context, r server.UpdateUserPropertyRequestObject) (server.UpdateUserPropertyResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	u, p, refusal := h.propertyToChange(ctx, r.UserID, r.Key)
	switch {
	case refusal != nil:
		return nil, refusal
	case p == nil:
		return nil, noProperty(r.Key)
	}
	h.store.setProperty(u, r.Key, r.Body.Value)
	return server.UpdateUserProperty204Response{}, nil
}

// DeleteUserProperty removes a property.
func (h handlers) DeleteUserProperty(ctx context.Context, r server.DeleteUserPropertyRequestObject) (server.DeleteUserPropertyResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	u, p, refusal := h.propertyToChange(ctx, r.UserID, r.Key)
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
func (h handlers) propertyOf(userID, key string) (*user, *property, *respond.Error) {
	u := h.store.user(userID)
	if u == nil {
		return nil, nil, noUser(userID)
	}
	return u, u.property(key), nil
}

// propertyToChange is for writes: everybody may change their own, and
// administrators those of others.
func (h handlers) propertyToChange(ctx context.Context, userID, key string) (*user, *property, *respond.Error) {
	if userID != callerOf(ctx) && !h.mayActForOthers(ctx) {
		return nil, nil, forbidden("User is not permitted to change the properties of another user")
	}
	return h.propertyOf(userID, key)
}

func noProperty(key string) *respond.Error { return notFound("No property found with key : " + key) }

func dateOf(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

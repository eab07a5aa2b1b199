package main

import (
	"context"
	"errors"
	"net/http"
	"sync"

	virtomize "github.com/virtomize/confluence-go-api"

	"github.com/confluence-people/go-sdk/wrapper/internal/tools/bench/canned"
	"github.com/confluence-people/go-sdk/wrapper/internal/tools/bench/versus"
)

// virtomize gets single users. It takes no context.

func newVirtomize(site string, transport http.RoundTripper) (*virtomize.API, error) {
	api, err := virtomize.NewAPI(site+"/wiki/rest/api", canned.User, canned.Token)
	if err != nil {
		return nil, err
	}
	api.Client = &http.Client{Transport: transport}
	return api, nil
}

func virtomizeCurrent(api *virtomize.API) error {
	user, err := api.CurrentUser()
	if err != nil {
		return err
	}
	return expect(user.AccountID != "")
}

func currentPair(name, site string, transport http.RoundTripper) (versus.Pair, error) {
	sdk, err := newSDK(site, transport)
	if err != nil {
		return versus.Pair{}, err
	}
	peer, err := newVirtomize(site, transport)
	return versus.Pair{
		Name:  name,
		SDK:   func(ctx context.Context) error { return sdkCurrent(ctx, sdk) },
		Other: func(context.Context) error { return virtomizeCurrent(peer) },
	}, err
}

func currentFailure(name string, transport http.RoundTripper) (versus.Pair, error) {
	pair, err := currentPair(name, canned.Site, transport)
	sdk, peer := pair.SDK, pair.Other
	pair.SDK = func(ctx context.Context) error { return sdkFailure(sdk(ctx)) }
	pair.Other = func(ctx context.Context) error { return expect(peer(ctx) != nil) }
	return pair, err
}

// together has many goroutines make one call each.
func together(name, site string, transport http.RoundTripper) (versus.Pair, error) {
	const callers = 1_000
	pair, err := currentPair(name, site, transport)
	all := func(call versus.Op) versus.Op {
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
	pair.SDK, pair.Other = all(pair.SDK), all(pair.Other)
	return pair, err
}

func currentCold(name string, transport http.RoundTripper) (versus.Pair, error) {
	return versus.Pair{
		Name: name,
		SDK: func(ctx context.Context) error {
			client, err := newSDK(canned.Site, transport)
			if err != nil {
				return err
			}
			return sdkCurrent(ctx, client)
		},
		Other: func(context.Context) error {
			api, err := newVirtomize(canned.Site, transport)
			if err != nil {
				return err
			}
			return virtomizeCurrent(api)
		},
	}, nil
}

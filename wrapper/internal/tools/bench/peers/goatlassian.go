package main

import (
	"context"
	"net/http"

	goatlassian "github.com/ctreminiom/go-atlassian/v2/confluence"

	"github.com/confluence-people/go-sdk/wrapper/internal/tools/bench/canned"
	"github.com/confluence-people/go-sdk/wrapper/internal/tools/bench/versus"
)

// go-atlassian has a search for people, and nothing else on users and groups.

func newGoAtlassian(transport http.RoundTripper) (*goatlassian.Client, error) {
	client, err := goatlassian.New(&http.Client{Transport: transport}, canned.Site)
	if err != nil {
		return nil, err
	}
	client.Auth.SetBasicAuth(canned.User, canned.Token)
	return client, nil
}

func goAtlassianSearch(ctx context.Context, client *goatlassian.Client) error {
	page, _, err := client.Search.Users(ctx, canned.Query, 0, canned.HitsSize, nil)
	if err != nil {
		return err
	}
	return expect(len(page.Results) == canned.HitsSize)
}

func searchPair(name string, transport http.RoundTripper) (versus.Pair, error) {
	sdk, err := newSDK(canned.Site, transport)
	if err != nil {
		return versus.Pair{}, err
	}
	peer, err := newGoAtlassian(transport)
	return versus.Pair{
		Name:  name,
		SDK:   func(ctx context.Context) error { return sdkSearch(ctx, sdk) },
		Other: func(ctx context.Context) error { return goAtlassianSearch(ctx, peer) },
	}, err
}

func searchFailure(name string, transport http.RoundTripper) (versus.Pair, error) {
	sdk, err := newSDK(canned.Site, transport)
	if err != nil {
		return versus.Pair{}, err
	}
	peer, err := newGoAtlassian(transport)
	return versus.Pair{
		Name:  name,
		SDK:   func(ctx context.Context) error { return sdkFailure(sdkSearch(ctx, sdk)) },
		Other: func(ctx context.Context) error { return expect(goAtlassianSearch(ctx, peer) != nil) },
	}, err
}

func searchCold(name string, transport http.RoundTripper) (versus.Pair, error) {
	return versus.Pair{
		Name: name,
		SDK: func(ctx context.Context) error {
			client, err := newSDK(canned.Site, transport)
			if err != nil {
				return err
			}
			return sdkSearch(ctx, client)
		},
		Other: func(ctx context.Context) error {
			client, err := newGoAtlassian(transport)
			if err != nil {
				return err
			}
			return goAtlassianSearch(ctx, client)
		},
	}, nil
}

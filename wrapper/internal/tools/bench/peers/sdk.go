package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/tools/bench/canned"
)

func newSDK(site string, transport http.RoundTripper) (*cloud.Client, error) {
	return cloud.New(site, confluence.BasicAuth(canned.User, canned.Token), confluence.WithTransport(transport))
}

func sdkSearch(ctx context.Context, client *cloud.Client) error {
	opts := cloud.UserSearchOptions{Limit: canned.HitsSize}
	page, err := client.Users.Search(ctx, canned.Query, &opts)
	if err != nil {
		return err
	}
	return expect(len(page.Items) == canned.HitsSize)
}

func sdkCurrent(ctx context.Context, client *cloud.Client) error {
	user, err := client.Users.Current(ctx, nil)
	if err != nil {
		return err
	}
	return expect(user.AccountID != "")
}

// sdkFailure is nil for the error that is expected.
func sdkFailure(err error) error {
	if !errors.Is(err, confluence.ErrNotFound) {
		return fmt.Errorf("not the error expected: %w", err)
	}
	return nil
}

// expect is an error unless the result is the one expected.
func expect(is bool) error {
	if !is {
		return errors.New("not the result expected")
	}
	return nil
}

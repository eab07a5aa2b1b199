package cloud

import (
	"context"
	"fmt"
	"strings"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/answer"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// account is the default account of a client: whom "" stands for.
type account struct {
	id     string // of ForAccount; "" means the caller
	caller *caller
}

// named returns the id to send where the service demands one. The caller's own
// is looked up once.
func (a account) named(ctx context.Context, accountID string) (string, error) {
	if accountID == "" {
		accountID = a.id
	}
	if accountID == "" {
		return a.caller.id(ctx)
	}
	return accountID, checkID(accountID)
}

// checkID holds an account id against what none has: white space around it would
// make a known account a missing one.
func checkID(accountID string) error {
	if strings.TrimSpace(accountID) != accountID {
		return fmt.Errorf("%w: account id has white space around it", confluence.ErrInvalid)
	}
	return argument.PathValue("account id", accountID)
}

// optional returns the id to send where the service acts on the caller if none
// is sent.
func (a account) optional(accountID string) (*string, error) {
	if accountID == "" {
		accountID = a.id
	}
	if accountID == "" {
		return nil, nil //nolint:nilnil // nil is the parameter left out
	}
	return &accountID, checkID(accountID)
}

// all returns the ids to send for a list of accounts.
func (a account) all(ctx context.Context, accountIDs []string) ([]string, error) {
	for _, accountID := range accountIDs {
		if accountID != "" && checkID(accountID) != nil {
			return nil, checkID(accountID) // before the caller's own is looked up
		}
	}
	ids := make([]string, len(accountIDs))
	for i, accountID := range accountIDs {
		id, err := a.named(ctx, accountID)
		if err != nil {
			return nil, err
		}
		ids[i] = id
	}
	return ids, nil
}

// caller knows the account id of whoever the credential belongs to. Concurrent
// calls wait for one request; a failure is not remembered.
type caller struct {
	api   *gen.ClientWithResponses
	turn  chan struct{}
	known string // guarded by turn
}

func newCaller(api *gen.ClientWithResponses) *caller {
	return &caller{api: api, turn: make(chan struct{}, 1)}
}

func (c *caller) id(ctx context.Context) (string, error) {
	select {
	case c.turn <- struct{}{}:
		defer func() { <-c.turn }()
	case <-ctx.Done():
		return "", fmt.Errorf("confluence: waiting for the caller's account id: %w", ctx.Err())
	}
	if c.known != "" {
		return c.known, nil
	}
	user, err := wholeUser(answer.OK(c.api.GetCurrentUserWithResponse(ctx, nil)))
	if err != nil {
		return "", fmt.Errorf("confluence: finding the caller's account id: %w", err)
	}
	if user.AccountID == "" {
		return "", fmt.Errorf("%w: the site answers as to nobody, so there is no default account; check the credential or name an account", confluence.ErrAnonymous)
	}
	c.known = user.AccountID
	return c.known, nil
}

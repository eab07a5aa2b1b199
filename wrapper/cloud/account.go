package cloud

import (
	"context"
	"fmt"
	"strings"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/response"
)

// DefaultAccount stands for the default account wherever a method takes an
// account id: the account of [Client.ForAccount], else the caller. It is never
// sent. An empty account id is [confluence.ErrInvalid], so that an id that is
// missing from a program's data does not act on the caller.
const DefaultAccount = "@default"

// account is what [DefaultAccount] stands for.
type account struct {
	id     string // of ForAccount; DefaultAccount is the caller
	caller *caller
}

// theCaller is what an account id resolves to where it names the caller, whose
// id is not known yet.
const theCaller = ""

// resolve returns the account that an argument names, or theCaller.
func (a account) resolve(accountID string) (string, error) {
	if accountID == DefaultAccount {
		if a.id == DefaultAccount {
			return theCaller, nil
		}
		accountID = a.id
	}
	return accountID, checkAccount(accountID)
}

// checkAccount holds an account id against what none has: white space around it
// would make a known account a missing one.
func checkAccount(accountID string) error {
	switch {
	case accountID == "":
		return argument.Invalid("account id", "is empty; DefaultAccount names the default account")
	case strings.TrimSpace(accountID) != accountID:
		return argument.Invalid("account id", "has white space around it")
	}
	return argument.PathValue("account id", accountID)
}

// accountID returns the id to send where the service demands one. The caller's
// own is looked up once.
func (c *core) accountID(ctx context.Context, accountID string) (string, error) {
	id, err := c.account.resolve(accountID)
	if err != nil || id != theCaller {
		return id, err
	}
	return c.account.caller.id(ctx, c.api)
}

// optionalAccount returns the id to send where the service acts on the caller if
// none is sent.
func (c *core) optionalAccount(accountID string) (*string, error) {
	id, err := c.account.resolve(accountID)
	if err != nil || id == theCaller {
		return nil, err
	}
	return &id, nil
}

// accountIDs returns the ids to send for a list of accounts, each once. Nothing
// is sent, not even to find out who the caller is, unless all of them are good.
func (c *core) accountIDs(ctx context.Context, accountIDs []string) ([]string, error) {
	for _, accountID := range accountIDs {
		if _, err := c.account.resolve(accountID); err != nil {
			return nil, err
		}
	}
	ids := make([]string, len(accountIDs))
	for i, accountID := range accountIDs {
		id, err := c.accountID(ctx, accountID)
		if err != nil {
			return nil, err
		}
		ids[i] = id
	}
	return unique(ids), nil
}

// caller knows the account id of whoever the credential belongs to. Concurrent
// calls wait for one request; a failure is not remembered.
type caller struct {
	turn  chan struct{}
	known string // guarded by turn
}

func newCaller() *caller { return &caller{turn: make(chan struct{}, 1)} }

func (c *caller) id(ctx context.Context, api *gen.ClientWithResponses) (string, error) {
	if ctx == nil {
		return "", argument.Invalid("context", "is nil")
	}
	select {
	case c.turn <- struct{}{}:
		defer func() { <-c.turn }()
	case <-ctx.Done():
		return "", fmt.Errorf("confluence: waiting for the caller's account id: %w", ctx.Err())
	}
	if c.known != "" {
		return c.known, nil
	}
	user, err := response.Require(missingOfUser)(api.GetCurrentUser(ctx, nil))
	if err != nil {
		return "", fmt.Errorf("confluence: finding the caller's account id: %w", err)
	}
	if user.AccountID == "" {
		return "", fmt.Errorf("%w: the site sees nobody behind the request, so there is no default account; check the credential or name an account", confluence.ErrAnonymous)
	}
	c.known = user.AccountID
	return c.known, nil
}

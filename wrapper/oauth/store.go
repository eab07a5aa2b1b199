package oauth

import (
	"context"
	"sync"

	"golang.org/x/oauth2"
)

// Store keeps the token of one grant. [NewMemoryStore] and [NewFileStore] make
// one, and so do packages keyring and postgres; any other has to keep the same
// promise.
type Store interface {
	// Update calls fn once with the stored token, nil if there is none, and
	// stores the token that fn returns before it returns itself. From before the
	// token is loaded until after it is stored, no other Update of the same grant
	// runs, in any process. If fn returns no token, or an error, nothing is
	// stored; an error of fn is returned as it is.
	Update(ctx context.Context, fn func(ctx context.Context, stored *oauth2.Token) (*oauth2.Token, error)) error
}

// MemoryStore keeps a token for as long as the process runs.
type MemoryStore struct {
	turn  chan struct{}
	mu    sync.Mutex
	token hidden[*oauth2.Token]
}

// NewMemoryStore returns an empty store.
func NewMemoryStore() *MemoryStore { return &MemoryStore{turn: make(chan struct{}, 1)} }

// Update implements [Store].
func (m *MemoryStore) Update(ctx context.Context, fn func(context.Context, *oauth2.Token) (*oauth2.Token, error)) error {
	select {
	case m.turn <- struct{}{}:
		defer func() { <-m.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	next, err := fn(ctx, copyOf(m.load()))
	if err != nil || next == nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.token = hide(copyOf(next))
	return nil
}

func (m *MemoryStore) load() *oauth2.Token {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.token.get()
}

func copyOf(token *oauth2.Token) *oauth2.Token {
	if token == nil {
		return nil
	}
	own := *token
	return &own
}

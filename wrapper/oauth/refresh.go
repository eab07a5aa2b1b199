package oauth

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"golang.org/x/oauth2"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// flight is one refresh, for all who wait for it.
type flight struct {
	done     chan struct{}
	rejected hidden[string]
	token    hidden[*oauth2.Token]
	err      error
	// panicked is whether a transport or a store did, and panic what with.
	panicked bool
	panic    any
}

const (
	// flightTime bounds a refresh with the wait for its turn and all it repeats.
	flightTime = 90 * time.Second
	// fetches is how often a token is asked for: Atlassian takes a refresh token
	// once more for some minutes, so that a lost response is no lost grant.
	fetches = 4
	// saves is how often a store is tried, which takes about six seconds: a
	// database that restarts is back by then.
	saves = 7
	// pause is the first pause between two tries.
	pause = 100 * time.Millisecond
	// again is when what failed without harm is tried again.
	again = 10 * time.Second
)

// takeOff begins a refresh unless one is under way. The caller holds the mutex.
func (s *Source) takeOff(ctx context.Context, rejected string) *flight {
	if s.flight != nil {
		return s.flight
	}
	f := &flight{done: make(chan struct{}), rejected: hide(rejected)}
	s.flight = f
	before := s.held
	// The caller may stop waiting; the others, and the grant, need the end.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), flightTime)
	go func() {
		defer cancel()
		s.fly(ctx, f, before)
	}()
	return f
}

// fly refreshes. What that panics with, whoever waits for it panics with, where the
// program can recover from it.
func (s *Source) fly(ctx context.Context, f *flight, before held) {
	after, err := before, error(&Error{Step: "refreshing", Err: errors.New("a transport or a store panicked")})
	returned := false
	defer func() {
		if !returned {
			f.panicked, f.panic = true, recover()
		}
		s.land(f, before, after, err)
	}()
	after, err = s.refresh(ctx, f.rejected.get(), before)
	returned = true
}

// land makes the outcome of a refresh known.
func (s *Source) land(f *flight, before, after held, err error) {
	s.mu.Lock()
	f.token, f.err = after.token, err
	s.flight = nil
	s.notBefore = time.Time{}
	if accessOf(s.held.token.get()) == accessOf(before.token.get()) { // else Save was called meanwhile
		s.held = after
	}
	if err != nil || after.unsaved != nil {
		s.notBefore = time.Now().Add(again)
	}
	s.mu.Unlock()
	close(f.done)
	if after.unsaved != nil && s.onUnsaved != nil {
		s.onUnsaved(after.unsaved)
	}
}

// refresh takes the lock of the store, loads, and uses what another process has
// refreshed, or else refreshes and saves before anybody uses the token.
func (s *Source) refresh(ctx context.Context, rejected string, before held) (held, error) {
	r := &refreshing{source: s, rejected: rejected, now: before}
	var err error
	for try := range saves {
		if try > 0 && sleep(ctx, pause<<(try-1)) != nil {
			break
		}
		r.asked = nil
		err = s.store.Update(ctx, r.update)
		switch {
		case err == nil:
			r.now.unsaved, r.now.over = nil, nil
			return r.now, nil
		case r.asked != nil: // the service was asked, and it failed
			return r.now, r.asked
		}
	}
	err = storeError("refreshing", err)
	if r.fetched || before.unsaved != nil && !expired(r.now.token.get()) {
		r.now.unsaved = err
		return r.now, nil
	}
	return r.now, err
}

// refreshing is the state of one refresh over its tries to reach the store.
type refreshing struct {
	source   *Source
	rejected string
	now      held
	// fetched is set once there is a token that is not in the store yet.
	fetched bool
	// asked is what went wrong with the service.
	asked error
}

// update is what happens while the store is locked.
func (r *refreshing) update(ctx context.Context, stored *oauth2.Token) (*oauth2.Token, error) {
	mine, inStore := r.now.token.get(), accessOf(stored)
	unsaved := r.fetched || r.now.unsaved != nil
	if unsaved && inStore == r.now.over.get() {
		if r.fetched || r.good(mine) {
			return copyOf(mine), nil // nobody came between
		}
		stored = mine
	}
	if stored != nil && r.good(stored) {
		forced := r.now.forced && accessOf(stored) == accessOf(mine)
		gone := r.now.gone
		r.now, r.fetched = newHeld(stored, forced), false
		r.now.gone = gone
		return nil, nil //nolint:nilnil // there is nothing to store
	}
	if stored != nil && stored.RefreshToken != "" && stored.RefreshToken == r.now.gone.get() {
		r.asked = &Error{Step: "refreshing", Kind: ErrConsent} // asking again would not change it
		return nil, r.asked
	}
	next, err := r.source.fetchPatiently(ctx, stored)
	if err != nil {
		if stored != nil && errors.Is(err, ErrConsent) {
			r.now.gone = hide(stored.RefreshToken)
		}
		r.asked = err
		return nil, err
	}
	gone := r.now.gone
	r.now, r.fetched = newHeld(next, r.rejected != ""), true
	r.now.over, r.now.gone = hide(inStore), gone
	return copyOf(next), nil
}

// good reports whether a token is worth using instead of refreshing it.
func (r *refreshing) good(token *oauth2.Token) bool {
	h := r.now // what is known of it already
	if accessOf(token) != accessOf(h.token.get()) {
		h = newHeld(token, false)
	}
	return token.AccessToken != r.rejected && !h.early(time.Now())
}

// fetchPatiently asks the service for a token, and once more where its response
// was lost.
func (s *Source) fetchPatiently(ctx context.Context, old *oauth2.Token) (*oauth2.Token, error) {
	for try := 1; ; try++ {
		token, err := s.fetch(ctx, copyOf(old))
		if err == nil || !errors.Is(err, confluence.ErrUnavailable) || try == fetches || sleep(ctx, 2*pause<<try) != nil {
			return token, err
		}
	}
}

// sleep waits for about a time.
func sleep(ctx context.Context, wait time.Duration) error {
	timer := time.NewTimer(wait - rand.N(max(wait/4, 1))) //nolint:gosec // jitter needs no secrecy
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

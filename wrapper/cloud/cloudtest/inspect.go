package cloudtest

import (
	"encoding/json"
	"slices"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// Groups returns the names of all groups, sorted.
func (s *Server) Groups() []string {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	return s.store.GroupNames()
}

// GroupMembers returns the account ids of a group's members in the order of
// joining; none where there is no such group.
func (s *Server) GroupMembers(groupID string) []string {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	g := s.store.Group(groupID)
	if g == nil {
		return nil
	}
	ids := make([]string, 0, g.Members().Len())
	for member := range g.Members().All() {
		ids = append(ids, member.ID)
	}
	return ids
}

// Property returns the value of a property and whether the account has it.
func (s *Server) Property(accountID, key string) (json.RawMessage, bool) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	u := s.store.user(accountID)
	if u == nil {
		return nil, false
	}
	p := u.property(key)
	if p == nil {
		return nil, false
	}
	return slices.Clone(p.value), true
}

// IsWatchingPage reports whether an account watches a page, as the client's
// Watches.IsWatchingContent does.
func (s *Server) IsWatchingPage(accountID, contentID string) bool {
	return s.isWatching(state.Watch{Kind: state.OnContent, Target: contentID, User: accountID})
}

// IsWatchingSpace reports whether an account watches a space.
func (s *Server) IsWatchingSpace(accountID, spaceKey string) bool {
	return s.isWatching(state.Watch{Kind: state.OnSpace, Target: spaceKey, User: accountID})
}

// IsWatchingLabel reports whether an account watches a label.
func (s *Server) IsWatchingLabel(accountID, label string) bool {
	return s.isWatching(state.Watch{Kind: state.OnLabel, Target: label, User: accountID})
}

func (s *Server) isWatching(w state.Watch) bool {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	return s.store.Watching(w)
}

// Invited returns the addresses that were invited to the site, in the order of
// invitation.
func (s *Server) Invited() []string {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	return slices.Clone(s.store.invited)
}

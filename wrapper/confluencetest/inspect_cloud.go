package confluencetest

import (
	"encoding/json"
	"slices"
)

// Groups returns the names of all groups, sorted.
func (s *Cloud) Groups() []string {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	names := make([]string, 0, len(s.store.groups))
	for _, g := range s.store.groups {
		names = append(names, g.name)
	}
	return names
}

// GroupMembers returns the account ids of a group's members in the order of
// joining; none where there is no such group.
func (s *Cloud) GroupMembers(groupID string) []string {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	g := s.store.group(groupID)
	if g == nil {
		return nil
	}
	return slices.Clone(g.members)
}

// Property returns the value of a property and whether the account has it.
func (s *Cloud) Property(accountID, key string) (json.RawMessage, bool) {
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

// IsWatchingPage reports whether an account watches a page.
func (s *Cloud) IsWatchingPage(accountID, contentID string) bool {
	return s.isWatching(watch{kind: watchContent, target: contentID, user: accountID})
}

// IsWatchingSpace reports whether an account watches a space.
func (s *Cloud) IsWatchingSpace(accountID, spaceKey string) bool {
	return s.isWatching(watch{kind: watchSpace, target: spaceKey, user: accountID})
}

// IsWatchingLabel reports whether an account watches a label.
func (s *Cloud) IsWatchingLabel(accountID, label string) bool {
	return s.isWatching(watch{kind: watchLabel, target: label, user: accountID})
}

func (s *Cloud) isWatching(w watch) bool {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	return s.store.watching(w)
}

// Invited returns the addresses that were invited to the site, in the order of
// invitation.
func (s *Cloud) Invited() []string {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	return slices.Clone(s.store.invited)
}

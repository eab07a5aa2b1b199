package confluencetest

import (
	"encoding/json"
	"slices"
)

// Groups returns the names of all groups, sorted.
func (c *Cloud) Groups() []string {
	c.store.mu.Lock()
	defer c.store.mu.Unlock()
	names := make([]string, 0, len(c.store.groups))
	for _, g := range c.store.groups {
		names = append(names, g.name)
	}
	return names
}

// GroupMembers returns the account ids of a group's members in the order of
// joining; none where there is no such group.
func (c *Cloud) GroupMembers(groupID string) []string {
	c.store.mu.Lock()
	defer c.store.mu.Unlock()
	g := c.store.group(groupID)
	if g == nil {
		return nil
	}
	return slices.Clone(g.members)
}

// Property returns the value of a property and whether the account has it.
func (c *Cloud) Property(accountID, key string) (json.RawMessage, bool) {
	c.store.mu.Lock()
	defer c.store.mu.Unlock()
	u := c.store.user(accountID)
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
func (c *Cloud) IsWatchingPage(accountID, contentID string) bool {
	return c.isWatching(watch{kind: watchContent, target: contentID, user: accountID})
}

// IsWatchingSpace reports whether an account watches a space.
func (c *Cloud) IsWatchingSpace(accountID, spaceKey string) bool {
	return c.isWatching(watch{kind: watchSpace, target: spaceKey, user: accountID})
}

// IsWatchingLabel reports whether an account watches a label.
func (c *Cloud) IsWatchingLabel(accountID, label string) bool {
	return c.isWatching(watch{kind: watchLabel, target: label, user: accountID})
}

func (c *Cloud) isWatching(w watch) bool {
	c.store.mu.Lock()
	defer c.store.mu.Unlock()
	return c.store.watching(w)
}

// Invited returns the addresses that were invited to the site, in the order of
// invitation.
func (c *Cloud) Invited() []string {
	c.store.mu.Lock()
	defer c.store.mu.Unlock()
	return slices.Clone(c.store.invited)
}

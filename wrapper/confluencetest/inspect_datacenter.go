package confluencetest

// ofUser reads something of a user; for an unknown one it is the zero value.
func ofUser[T any](d *Datacenter, username string, read func(*user) T) T {
	defer d.locked()()
	if u := d.store.userByName(username); u != nil {
		return read(u)
	}
	var none T
	return none
}

// HasUser reports whether there is a user of that name.
func (s *Datacenter) HasUser(username string) bool {
	return ofUser(s, username, func(*user) bool { return true })
}

// IsDisabled reports whether a user may not log in.
func (s *Datacenter) IsDisabled(username string) bool {
	return ofUser(s, username, func(u *user) bool { return u.disabled })
}

// Email returns the address of a user.
func (s *Datacenter) Email(username string) string {
	return ofUser(s, username, func(u *user) string { return u.email })
}

// FullName returns the name of a user that is shown.
func (s *Datacenter) FullName(username string) string {
	return ofUser(s, username, func(u *user) string { return u.name })
}

// Locale returns the language that was set for a user, such as "en_GB"; empty
// where none was.
func (s *Datacenter) Locale(username string) string {
	return ofUser(s, username, func(u *user) string { return u.locale })
}

// CheckPassword reports whether a password is the user's.
func (s *Datacenter) CheckPassword(username, password string) bool {
	return ofUser(s, username, func(u *user) bool { return u.proves(password) })
}

// Groups returns the names of all groups, sorted.
func (s *Datacenter) Groups() []string {
	defer s.locked()()
	names := make([]string, 0, len(s.store.groups))
	for _, g := range s.store.groups {
		names = append(names, g.name)
	}
	return names
}

// GroupMembers returns the names of a group's own members in the order of
// joining; none where there is no such group.
func (s *Datacenter) GroupMembers(name string) []string {
	defer s.locked()()
	g := s.store.groupByName(name)
	if g == nil {
		return nil
	}
	names := make([]string, 0, len(g.members))
	for _, u := range s.store.usersByID(g.members) {
		names = append(names, u.username)
	}
	return names
}

// IsWatchingPage reports whether a user watches a page.
func (s *Datacenter) IsWatchingPage(username, contentID string) bool {
	return ofUser(s, username, func(u *user) bool {
		return s.store.watching(watch{kind: watchContent, target: contentID, user: u.id})
	})
}

// IsWatchingSpace reports whether a user watches a space as a whole; a watch on
// one kind of content in it does not count.
func (s *Datacenter) IsWatchingSpace(username, spaceKey string) bool {
	return ofUser(s, username, func(u *user) bool {
		return s.store.watching(watch{kind: watchSpace, target: spaceKey, user: u.id})
	})
}

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
func (d *Datacenter) HasUser(username string) bool {
	return ofUser(d, username, func(*user) bool { return true })
}

// IsDisabled reports whether a user may not log in.
func (d *Datacenter) IsDisabled(username string) bool {
	return ofUser(d, username, func(u *user) bool { return u.disabled })
}

// Email returns the address of a user.
func (d *Datacenter) Email(username string) string {
	return ofUser(d, username, func(u *user) string { return u.email })
}

// FullName returns the name of a user that is shown.
func (d *Datacenter) FullName(username string) string {
	return ofUser(d, username, func(u *user) string { return u.name })
}

// Locale returns the language that was set for a user, such as "en_GB"; empty
// where none was.
func (d *Datacenter) Locale(username string) string {
	return ofUser(d, username, func(u *user) string { return u.locale })
}

// CheckPassword reports whether a password is the user's.
func (d *Datacenter) CheckPassword(username, password string) bool {
	return ofUser(d, username, func(u *user) bool { return u.proves(password) })
}

// Groups returns the names of all groups, sorted.
func (d *Datacenter) Groups() []string {
	defer d.locked()()
	names := make([]string, 0, len(d.store.groups))
	for _, g := range d.store.groups {
		names = append(names, g.name)
	}
	return names
}

// GroupMembers returns the names of a group's own members in the order of
// joining; none where there is no such group.
func (d *Datacenter) GroupMembers(name string) []string {
	defer d.locked()()
	g := d.store.groupByName(name)
	if g == nil {
		return nil
	}
	names := make([]string, 0, len(g.members))
	for _, u := range d.store.usersByID(g.members) {
		names = append(names, u.username)
	}
	return names
}

// IsWatchingPage reports whether a user watches a page.
func (d *Datacenter) IsWatchingPage(username, contentID string) bool {
	return ofUser(d, username, func(u *user) bool {
		return d.store.watching(watch{kind: watchContent, target: contentID, user: u.id})
	})
}

// IsWatchingSpace reports whether a user watches a space as a whole; a watch on
// one kind of content in it does not count.
func (d *Datacenter) IsWatchingSpace(username, spaceKey string) bool {
	return ofUser(d, username, func(u *user) bool {
		return d.store.watching(watch{kind: watchSpace, target: spaceKey, user: u.id})
	})
}

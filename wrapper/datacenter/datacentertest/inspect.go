package datacentertest

import "github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"

// ofUser reads something of a user; for an unknown one it is the zero value.
func ofUser[T any](s *Server, username string, read func(*user) T) T {
	defer s.locked()()
	if u := s.store.userByName(username); u != nil {
		return read(u)
	}
	var none T
	return none
}

// HasUser reports whether there is a user of that name.
func (s *Server) HasUser(username string) bool {
	return ofUser(s, username, func(*user) bool { return true })
}

// IsDisabled reports whether a user may not log in.
func (s *Server) IsDisabled(username string) bool {
	return ofUser(s, username, func(u *user) bool { return u.disabled })
}

// Email returns the address of a user.
func (s *Server) Email(username string) string {
	return ofUser(s, username, func(u *user) string { return u.email })
}

// FullName returns the name of a user that is shown.
func (s *Server) FullName(username string) string {
	return ofUser(s, username, func(u *user) string { return u.name })
}

// Locale returns the language that was set for a user, such as "en_GB"; empty
// where none was.
func (s *Server) Locale(username string) string {
	return ofUser(s, username, func(u *user) string { return u.locale })
}

// CheckPassword reports whether a password is the user's.
func (s *Server) CheckPassword(username, password string) bool {
	return ofUser(s, username, func(u *user) bool { return u.proves(password) })
}

// Groups returns the names of all groups, sorted.
func (s *Server) Groups() []string {
	defer s.locked()()
	return s.store.GroupNames()
}

// GroupMembers returns the names of a group's own members in the order of
// joining; none where there is no such group.
func (s *Server) GroupMembers(name string) []string {
	defer s.locked()()
	g := s.store.GroupByName(name)
	if g == nil {
		return nil
	}
	names := make([]string, 0, g.Members().Len())
	for member := range g.Members().All() {
		names = append(names, s.store.user(member.ID).username)
	}
	return names
}

// IsWatchingPage reports whether a user watches a page or blog post, as the
// client's Watches.IsWatchingContent does.
func (s *Server) IsWatchingPage(username, contentID string) bool {
	return ofUser(s, username, func(u *user) bool {
		return s.store.Watching(state.Watch{Kind: state.OnContent, Target: contentID, User: u.id})
	})
}

// IsWatchingSpace reports whether a user watches a space as a whole; a watch on
// one kind of content in it does not count.
func (s *Server) IsWatchingSpace(username, spaceKey string) bool {
	return ofUser(s, username, func(u *user) bool {
		return s.store.Watching(state.Watch{Kind: state.OnSpace, Target: spaceKey, User: u.id})
	})
}

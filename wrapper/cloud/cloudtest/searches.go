package cloudtest

// mostSearches is how many results of searches are kept.
const mostSearches = 64

// searches keeps what searches found until an account changes. To read names is
// the one thing for which all accounts are looked at, and so it is done once for
// all pages of a search.
type searches struct {
	found map[string][]*user
}

func (s *searches) forget() { s.found = nil }

// of returns what a search finds, from what is kept or by looking.
func (s *searches) of(query string, look func() []*user) []*user {
	if found, kept := s.found[query]; kept {
		return found
	}
	if s.found == nil || len(s.found) >= mostSearches {
		s.found = map[string][]*user{}
	}
	found := look()
	s.found[query] = found
	return found
}

package walktest

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"sync"

	"pgregory.net/rapid"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
)

// row is a row as the test knows it.
type row struct {
	number  int
	present bool
	stayed  bool // for the whole walk
}

func (r *row) name() string { return Row(r.number) }

// scene is a listing, how it changes, and a walk through it.
type scene struct {
	site Site
	Listing

	mu     sync.Mutex
	rows   []row // in the order of the listing
	first  []int // the rows that were there at the first request, in order
	hidden map[string]bool
	failed error // of a change

	window paging.Window
	cut    int // rows that a page has at most; 0: as many as asked for
	jumpy  bool
	rng    *rand.Rand
	events int // how many more changes there are
	chance float64
	block  int // rows that leave or come at once, at most
	kth    int // of the rows yielded, those that are removed; 0: none
}

func anyScene(t *rapid.T, site Site) *scene {
	kinds := slices.Sorted(keysOf(site.Listings))
	kind := rapid.SampledFrom(kinds).Draw(t, "listing")
	n := rapid.IntRange(0, 40).Draw(t, "rows")
	s := &scene{
		site: site, Listing: site.Listings[kind](Rows(n)), hidden: map[string]bool{},
		rng:    rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1)), //nolint:gosec // G404: it repeats
		events: rapid.SampledFrom([]int{0, 3, 20, 60}).Draw(t, "events"),
		chance: rapid.SampledFrom([]float64{0.1, 0.5}).Draw(t, "chance"),
		block:  rapid.SampledFrom([]int{1, 1, 3, 15}).Draw(t, "block"),
		kth:    rapid.SampledFrom([]int{0, 0, 1, 2, 3}).Draw(t, "kth"),
	}
	for i := range n {
		s.rows = append(s.rows, row{i, true, true})
	}
	s.window = paging.Window{
		Limit: rapid.SampledFrom([]int{0, 1, 2, 3, 5, 10, 25}).Draw(t, "limit"),
		Ahead: rapid.SampledFrom([]int{0, 0, 1, 3, 8}).Draw(t, "ahead"),
	}
	if rapid.Bool().Draw(t, "from a start") {
		s.window.Start = rapid.IntRange(0, n+2).Draw(t, "start")
	}
	s.cut = rapid.SampledFrom([]int{0, 0, 2, 3, 5, 9}).Draw(t, "cut")
	s.jumpy = s.cut > 0 && rapid.Bool().Draw(t, "cut anywhere")
	if rapid.IntRange(0, 3).Draw(t, "hide") == 0 && n > 0 {
		// Pages that hold more than nulls: two rows are hidden, of five or more.
		for range 2 {
			s.hidden[Row(s.rng.IntN(n))] = true
		}
		s.window.Limit, s.cut, s.jumpy = max(s.window.Limit, 5), 0, false
	}
	return s
}

// before is what happens before a request reaches the server.
func (s *scene) before() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.happen()
	if s.jumpy {
		s.site.CapPages(s.cut + s.rng.IntN(4))
	}
	if s.first == nil {
		s.first = []int{}
		for i := range s.rows {
			if s.rows[i].present {
				s.first = append(s.first, s.rows[i].number)
			}
		}
	}
}

// after is what happens before a response is read.
func (s *scene) after() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.happen()
}

// happen lets rows come and go. The caller holds the lock.
func (s *scene) happen() {
	for s.events > 0 && s.rng.Float64() < s.chance {
		s.events--
		first := s.rng.IntN(max(1, len(s.rows)))
		n := 1 + s.rng.IntN(s.block)
		if s.rng.IntN(3) > 0 {
			for i := first; i < min(first+n, len(s.rows)); i++ {
				s.remove(i)
			}
			continue
		}
		for range n {
			s.add(s.rng.IntN(max(1, len(s.rows))))
		}
	}
}

func (s *scene) remove(i int) {
	if r := &s.rows[i]; r.present {
		r.present, r.stayed = false, false
		s.failed = cmp.Or(s.failed, s.Remove(r.name()))
	}
}

// add lets a row return to its place or, where there is none, a new one come to
// the end.
func (s *scene) add(i int) {
	if !s.Ordered || i >= len(s.rows) || s.rows[i].present {
		i = len(s.rows)
		s.rows = append(s.rows, row{number: i})
	}
	s.rows[i].present = true
	s.failed = cmp.Or(s.failed, s.Add(s.rows[i].name()))
}

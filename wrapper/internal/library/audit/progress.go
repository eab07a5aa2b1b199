package audit

import (
	"crypto/rand"
	"crypto/sha256"
	"math"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/param"
)

// place is where an audit begins.
type place[G any] struct {
	done    int // of the groups given
	group   *G  // the one in hand; nil: none
	members *paging.Mark
	listing *paging.Mark
}

// progress is what has been yielded.
type progress[G, M any] struct {
	on      *Site[G, M]
	options *Options[G]
	at      *place[G] // where it began

	state   confluence.AuditCheckpoint[G]
	listing *paging.Tail // groups that are done, and the one in hand
	members *paging.Tail // members of the group in hand that came
	key     func(*M) string
}

const (
	version  = 1
	saltSize = 8
)

// newProgress checks the options, fills in what they leave out, and finds out where
// to begin.
func newProgress[G, M any](on *Site[G, M], o *Options[G]) (*progress[G, M], error) {
	if err := param.Parallel(&o.Parallel); err != nil {
		return nil, err
	}
	list, err := on.chosen(o)
	if err != nil {
		return nil, err
	}
	p := &progress[G, M]{on: on, options: o, at: &place[G]{}}
	if o.From != nil {
		return p, p.resume(*o.From, list)
	}
	salt := make([]byte, saltSize)
	if _, err := rand.Read(salt); err != nil {
		return nil, err
	}
	p.state = confluence.AuditCheckpoint[G]{Version: version, Salt: salt, List: list}
	p.listing = paging.NewTail(salt)
	return p, nil
}

// chosen checks the groups given, leaves out those that come again, and returns
// what tells the list from others.
func (s *Site[G, M]) chosen(o *Options[G]) ([]byte, error) {
	if o.Groups == nil {
		return nil, nil
	}
	sum := sha256.New()
	seen := make(map[string]bool, len(o.Groups))
	unique := make([]G, 0, len(o.Groups))
	for _, group := range o.Groups {
		if err := s.Check(&group); err != nil {
			return nil, err
		}
		if key := s.Groups.Key(&group); !seen[key] {
			seen[key] = true
			unique = append(unique, group)
			sum.Write(append([]byte(key), 0)) // no key has a control character
		}
	}
	o.Groups = unique
	return sum.Sum(nil)[:saltSize], nil
}

// resume takes over a checkpoint. It came from outside.
func (p *progress[G, M]) resume(from confluence.AuditCheckpoint[G], list []byte) error {
	o, at := p.options, p.at
	p.state = from
	p.listing = paging.TailOf(from.Salt, from.Listing.Known, from.Listing.Rows)
	p.members = paging.TailOf(from.Salt, from.Members.Known, from.Members.Rows)
	at.done, at.group = from.Groups, from.Group
	at.listing, at.members = mark(from.Salt, from.Listing), mark(from.Salt, from.Members)
	switch {
	case from.Version != version || p.listing == nil || p.members == nil || from.Groups < 0 || from.Memberships < 0,
		!isPlace(from.Listing) || !isPlace(from.Members), len(from.Salt) != saltSize, at.group == nil && at.members != nil:
		return argument.Invalid("checkpoint", "is none")
	case string(from.List) != string(list), o.Groups != nil && from.Groups > len(o.Groups):
		return argument.Invalid("checkpoint", "is of other groups")
	case at.group == nil:
		return nil
	case o.Groups != nil && (at.done == len(o.Groups) || p.on.Groups.Key(at.group) != p.on.Groups.Key(&o.Groups[at.done])):
		return argument.Invalid("checkpoint", "is of other groups")
	}
	return p.on.Check(at.group)
}

func isPlace(at confluence.AuditPlace) bool {
	return at.Offset >= 0 && at.End >= at.Offset && at.End <= math.MaxInt32 && at.End-at.Offset <= mostNameless &&
		at.Page >= 0 && at.Page <= math.MaxInt32
}

// mostNameless bounds the rows without an identity in a row that are known again.
const mostNameless = 1 << 20

// mark is where a walk goes on; nil: at its beginning. It has a tail of its own, since
// it is read while rows are added to the other.
func mark(salt []byte, at confluence.AuditPlace) *paging.Mark {
	tail := paging.TailOf(salt, at.Known, at.Rows)
	if tail == nil || at.End == 0 {
		return nil
	}
	return &paging.Mark{Offset: at.Offset, End: at.End, Largest: at.Page, Tail: tail}
}

// begin takes a group in hand.
func (p *progress[G, M]) begin(j *job[G, M]) {
	members := p.on.Members(j.group)
	p.key = members.Key
	p.state.Group = &j.group
	if key := p.on.Groups.Key(&j.group); !p.listing.Has(key) { // as one in hand may be that was gone on with
		p.listing.AddAt(key, j.place)
	}
	if j.from == nil {
		p.members, p.state.Members = paging.NewTail(p.state.Salt), confluence.AuditPlace{}
	}
}

// came notes a member who was yielded.
func (p *progress[G, M]) came(member *M, place paging.Place) {
	p.state.Memberships++
	if p.options.OnCheckpoint != nil {
		p.members.AddAt(p.key(member), place)
	}
}

// pass notes that a page of members was yielded.
func (p *progress[G, M]) pass(chunk *paging.Chunk[M]) {
	p.state.Members = confluence.AuditPlace{Offset: chunk.Offset, End: chunk.End, Page: chunk.Largest}
}

// done notes that a group was yielded, and tells.
func (p *progress[G, M]) done(j *job[G, M]) error {
	p.state.Groups++
	p.state.Group, p.members, p.state.Members = nil, paging.NewTail(nil), confluence.AuditPlace{}
	p.state.Listing = confluence.AuditPlace{Offset: j.offset, End: j.offset + 1, Page: j.page}
	return p.tell()
}

// tell tells where the audit is.
func (p *progress[G, M]) tell() error {
	if p.options.OnCheckpoint == nil {
		return nil
	}
	now := p.state
	if now.Group != nil {
		group := *now.Group
		now.Group = &group
	}
	now.Listing = placeOf(now.Listing, p.listing)
	now.Members = placeOf(now.Members, p.members)
	if p.options.Groups != nil {
		now.Listing = confluence.AuditPlace{} // how many are done says it
	}
	return p.options.OnCheckpoint(now)
}

func placeOf(at confluence.AuditPlace, tail *paging.Tail) confluence.AuditPlace {
	at.Rows, at.Known = tail.Rows(), tail.Bytes()
	return at
}

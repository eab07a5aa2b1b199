package main

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
)

const (
	perUser  = 10  // groups of a user
	perGroup = 200 // members of the usual group
	perPage  = 200 // rows
	chunk    = 100 // ids of a look-up
	cloudV1  = "/wiki/rest/api"
)

// cloudSite is a site of some size: everybody is in one large group, and in
// enough small ones to be in perUser of them.
type cloudSite struct {
	*cloudtest.Server

	ids     []string
	all     string   // the id of the large group
	groups  []string // the ids of the small ones
	extra   string   // of a group to join and leave
	page    string   // a page that everybody watches
	signIns []credential
	admin   credential
}

func newCloudSite(n int) site {
	s := &cloudSite{Server: cloudtest.New(), ids: make([]string, n)}
	for i := range s.ids {
		s.ids[i] = s.AddUser(cloudtest.User{Name: fmt.Sprintf("Person %d", i)})
	}
	s.all = s.AddGroup("everybody", s.ids...)
	for i := range n * (perUser - 1) / perGroup {
		s.groups = append(s.groups, s.AddGroup(fmt.Sprintf("group-%06d", i), around(s.ids, i*perGroup, perGroup)...))
	}
	return s
}

// around cuts a piece out of a list that has no end.
func around(list []string, from, n int) []string {
	piece := make([]string, n)
	for i := range piece {
		piece[i] = list[(from+i)%len(list)]
	}
	return piece
}

func (s *cloudSite) prepare() {
	s.page = s.AddPage("DOCS", "Welcome", "")
	s.extra = s.AddGroup("extra")
	for _, id := range s.ids {
		s.WatchPage(id, s.page)
		email, token := s.Credential(id)
		s.signIns = append(s.signIns, credential{email, token})
	}
	s.admin.name, s.admin.secret = s.Credential(s.AdminID())
}

// quoted is an id as it stands in a body.
func quoted(id string) string { return `"` + id + `"` }

func (s *cloudSite) id(i int) string { return s.ids[spread(i, len(s.ids))] }

func (s *cloudSite) get(format string, args ...any) request {
	return request{path: cloudV1 + fmt.Sprintf(format, args...), as: s.admin}
}

func (s *cloudSite) current(i int) request {
	return request{path: cloudV1 + "/user/current", as: s.signIns[spread(i, len(s.ids))], says: quoted(s.id(i))}
}

func (s *cloudSite) add(i int, group string) request {
	return request{
		method: http.MethodPost, path: cloudV1 + "/group/userByGroupId?groupId=" + group,
		body: `{"accountId":` + quoted(s.id(i)) + `}`, as: s.admin,
	}
}

func (s *cloudSite) remove(i int, group string) request {
	r := s.get("/group/userByGroupId?groupId=%s&accountId=%s", group, s.id(i))
	r.method = http.MethodDelete
	return r
}

func (s *cloudSite) members(start, limit int) request {
	r := s.get("/group/%s/membersByGroupId?limit=%d&start=%d", s.all, limit, start)
	r.says = `"results":[{"type":"known"`
	return r
}

func (s *cloudSite) ops() []op {
	last := len(s.ids) - perPage
	return []op{
		{"first page of 200 members", func(int) request { return s.members(0, perPage) }},
		{"middle page", func(int) request { return s.members(last/2, perPage) }},
		{"last page", func(int) request { return s.members(last, perPage) }},
		{"any page", func(i int) request { return s.members(spread(i, last), perPage) }},
		{"any page of 25", func(i int) request { return s.members(spread(i, last), 25) }},
		{"page of 25 groups", func(i int) request {
			return s.get("/group?start=%d&limit=25", spread(i, len(s.groups)-25))
		}},
		{"page of 200 watchers", func(i int) request {
			return s.get("/content/%s/notification/child-created?start=%d", s.page, spread(i, last))
		}},
		{"page of 25 found by name", func(i int) request {
			return s.get("/search/user?cql=user.fullname~%%22Person%%22&start=%d", spread(i, last))
		}},
		{"groups of an account", func(i int) request { return s.get("/user/memberof?accountId=%s", s.id(i)) }},
		{"one account", func(i int) request { return s.get("/user?accountId=%s", s.id(i)) }},
		{"look-up of 100", func(i int) request {
			ids := make([]string, chunk)
			for j := range ids {
				ids[j] = s.id(i*chunk + j)
			}
			return s.get("/user/bulk?accountId=%s", strings.Join(ids, "&accountId="))
		}},
		{"sign-in", s.current},
		{"add a member", func(i int) request { return s.add(i, s.groups[i%len(s.groups)]) }},
		{"remove a member", func(i int) request { return s.remove(i, s.all) }},
		{"begin a watch", func(i int) request {
			return request{method: http.MethodPost, path: cloudV1 + "/user/watch/content/" + s.page, as: s.signIns[spread(i, len(s.ids))]}
		}},
	}
}

func (s *cloudSite) mixed(i int) request {
	switch i % 10 {
	case 0, 1, 2:
		return s.current(i)
	case 3, 4:
		r := s.get("/user?accountId=%s", s.id(i))
		r.says = quoted(s.id(i))
		return r
	case 5:
		return s.members(spread(i, len(s.ids)/2), 25)
	case 6:
		return s.get("/user/memberof?accountId=%s", s.id(i))
	case 7, 8:
		return s.add(i/10, s.extra)
	default:
		return s.remove(i/10, s.extra)
	}
}

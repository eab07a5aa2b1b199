package main

import (
	"fmt"
	"net/http"

	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

const rest = "/rest/api"

// instance is what cloudSite is, of Data Center.
type instance struct {
	*datacentertest.Server

	names  []string
	groups []string
	page   string
	tokens []string
}

func newInstance(n int) site {
	s := &instance{Server: datacentertest.New(), names: make([]string, n)}
	for i := range s.names {
		s.names[i] = fmt.Sprintf("person-%06d", i)
		s.AddUser(datacentertest.User{Username: s.names[i], Password: s.names[i]})
	}
	s.AddGroup("everybody", s.names...)
	for i := range n * (perUser - 1) / perGroup {
		s.groups = append(s.groups, fmt.Sprintf("group-%06d", i))
		s.AddGroup(s.groups[i], around(s.names, i*perGroup, perGroup)...)
	}
	return s
}

func (s *instance) prepare() {
	s.page = s.AddPage("DOCS", "Welcome", "")
	s.AddGroup("extra")
	for _, name := range s.names {
		s.WatchPage(name, s.page)
		s.tokens = append(s.tokens, s.Token(name))
	}
}

func (s *instance) name(i int) string { return s.names[spread(i, len(s.names))] }

func (s *instance) get(format string, args ...any) request {
	return request{path: rest + fmt.Sprintf(format, args...), as: credential{secret: s.Token(s.AdminName())}}
}

func (s *instance) current(i int) request {
	return request{path: rest + "/user/current", as: credential{secret: s.tokens[spread(i, len(s.names))]}, says: quoted(s.name(i))}
}

// change is a write without a body.
func (s *instance) change(method, format string, args ...any) request {
	r := s.get(format, args...)
	r.method = method
	return r
}

func (s *instance) ops() []op {
	last := len(s.names) - perPage
	return []op{
		{"any page of 200 members", func(i int) request { return s.get("/group/everybody/member?start=%d", spread(i, last)) }},
		{"any page of 100 users", func(i int) request { return s.get("/user/list?start=%d", spread(i, last)) }},
		{"any page of 100 active users", func(i int) request { return s.get("/admin/users/list/active?start=%d", spread(i, last)) }},
		{"page of 25 groups", func(i int) request { return s.get("/group?start=%d&limit=25", spread(i, len(s.groups)-25)) }},
		{"any page of 25 watchers", func(i int) request { return s.get("/content/%s/watchers?start=%d", s.page, spread(i, last)) }},
		{"groups of a user", func(i int) request { return s.get("/user/memberof?username=%s", s.name(i)) }},
		{"one user", func(i int) request { return s.get("/user?username=%s", s.name(i)) }},
		{"sign-in by token", s.current},
		{"sign-in by password", func(i int) request {
			return request{path: rest + "/user/current", as: credential{s.name(i), s.name(i)}, says: quoted(s.name(i))}
		}},
		{"add a member", func(i int) request {
			return s.change(http.MethodPut, "/user/%s/group/%s", s.name(i), s.groups[i%len(s.groups)])
		}},
		{"remove a member", func(i int) request { return s.change(http.MethodDelete, "/user/%s/group/everybody", s.name(i)) }},
		{"disable a user", func(i int) request { return s.change(http.MethodPut, "/admin/user/%s/disable", s.name(i)) }},
		{"enable a user", func(i int) request { return s.change(http.MethodPut, "/admin/user/%s/enable", s.name(i)) }},
		{"begin a watch", func(i int) request {
			r := s.change(http.MethodPost, "/user/watch/content/%s", s.page)
			r.as = credential{secret: s.tokens[spread(i, len(s.names))]}
			return r
		}},
	}
}

func (s *instance) mixed(i int) request {
	switch i % 10 {
	case 0, 1, 2:
		return s.current(i)
	case 3, 4:
		r := s.get("/user?username=%s", s.name(i))
		r.says = quoted(s.name(i))
		return r
	case 5:
		return s.get("/group/everybody/member?limit=25&start=%d", spread(i, len(s.names)/2))
	case 6:
		return s.get("/user/memberof?username=%s", s.name(i))
	case 7, 8:
		return s.change(http.MethodPut, "/user/%s/group/extra", s.name(i/10))
	default:
		return s.change(http.MethodDelete, "/user/%s/group/extra", s.name(i/10))
	}
}

package main

import (
	"regexp"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// territory is what of a product is about people. Paths decide; tags find what
// has moved to other paths.
type territory struct {
	base  string   // what paths begin with
	roots []string // below base, each with everything beneath
	tags  []string
}

func territoryOf(product string) territory {
	switch product {
	case cloudV1:
		return territory{
			base: "/wiki/rest/api/", roots: []string{"user", "group", "longtask", "search/user"},
			tags: []string{"Users", "User properties", "Content watches", "Group", "Long-running task"},
		}
	case cloudV2:
		return territory{base: v2Base + "/", roots: []string{"user", "users-bulk"}, tags: []string{"User"}}
	default:
		return territory{
			base:  "/rest/api/",
			roots: []string{"user", "group", "admin/user", "admin/users", "admin/group", "longtask"},
		}
	}
}

// related matches roots that are none of those listed and would be ours as
// well, such as users or group-members.
func related() *regexp.Regexp {
	return regexp.MustCompile(`^(?:admin/)?(?:users?|groups?|watch|watches|watchers?|long-?tasks?)(?:-[a-z-]+)?(?:/|$)`)
}

// watching matches what is about watches below content, spaces and the like.
func watching() *regexp.Regexp {
	return regexp.MustCompile(`/(?:watch|watchers|notification/[a-z-]+)$`)
}

// aboutPeople says whether a published operation would belong into our contract.
func aboutPeople(product string, o *operation) bool {
	t := territoryOf(product)
	below, inside := strings.CutPrefix(o.path, t.base)
	if inside && (related().MatchString(below) || watching().MatchString(below) || slices.ContainsFunc(t.roots, under(below))) {
		return true
	}
	return slices.ContainsFunc(t.tags, func(tag string) bool { return slices.Contains(o.Tags, tag) })
}

func under(path string) func(root string) bool {
	return func(root string) bool { return strings.HasPrefix(path+"/", root+"/") }
}

// vanished tells of a root that has no operation any more, and of a tag. A root
// counts where our contract has operations.
func (c *comparer) vanished(product string, ours, theirs map[string]*operation) {
	t := territoryOf(product)
	for _, root := range t.roots {
		has := func(all map[string]*operation) bool {
			for _, o := range all {
				if below, inside := strings.CutPrefix(o.path, t.base); inside && under(below)(root) {
					return true
				}
			}
			return false
		}
		if has(ours) {
			c.presence("root", t.base+root, present(has(theirs)), present(true))
		}
	}
	for _, tag := range t.tags {
		tagged := false
		for _, o := range theirs {
			tagged = tagged || slices.Contains(o.Tags, tag)
		}
		c.presence("tag", tag, present(tagged), present(true))
	}
}

// site compares where a description says that the service is, as far as that is
// the same everywhere: the path below the host.
func (c *comparer) site(product string) {
	ours := "/"
	if product == cloudV2 {
		ours = v2Base
	}
	var paths []string
	for _, server := range c.theirs.Servers {
		paths = append(paths, serverPath(server.URL))
		c.text("servers", "url", server.URL)
		c.rest("servers", server, "url")
	}
	if len(paths) == 0 {
		paths = []string{"/"}
	}
	slices.Sort(paths)
	c.value("server path", "servers", strings.Join(slices.Compact(paths), ", "), ours)
	for path, item := range c.theirs.Paths.Map() {
		if slices.ContainsFunc(sortedKeys(item.Operations(), map[string]*openapi3.Operation{}), func(method string) bool {
			return aboutPeople(product, &operation{path: v2Path(product, path), Operation: item.GetOperation(method)})
		}) {
			c.rest("path "+path, item, "get", "put", "post", "delete", "options", "head", "patch", "trace", "parameters")
		}
	}
	c.rest("info", c.theirs.Info, "version")
}

// serverPath is an address without its host, or the variable that stands for it.
func serverPath(address string) string {
	path := regexp.MustCompile(`^(?:(?:[a-z{}]*:)?//[^/]*|\{[^}]*\})`).ReplaceAllString(address, "")
	return "/" + strings.Trim(path, "/")
}

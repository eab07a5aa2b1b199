// Package places shows spaces and content as v1 of both products does, as far as
// clients look at them on the way to the people.
package places

import (
	"net/url"
	"slices"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// Limit is how many spaces or pages a list holds when none are asked for.
const Limit = 25

// Links are the addresses in one object. Those for people are relative to the
// base in the links around it.
type Links struct {
	WebUI   string `json:"webui,omitempty"`
	Self    string `json:"self"`
	Base    string `json:"base,omitempty"`
	Context string `json:"context,omitempty"`
}

// Space is a space in responses.
type Space struct {
	ID         int64             `json:"id"`
	Key        string            `json:"key"`
	Name       string            `json:"name"`
	Type       string            `json:"type"`
	Status     string            `json:"status"`
	Expandable map[string]string `json:"_expandable"`
	Links      Links             `json:"_links"`
}

// Content is a page, a blog post or an attachment in responses.
type Content struct {
	ID         string            `json:"id"`
	Type       string            `json:"type"`
	Status     string            `json:"status"`
	Title      string            `json:"title"`
	Space      *Space            `json:"space,omitempty"`
	Expandable map[string]string `json:"_expandable"`
	Links      Links             `json:"_links"`
}

const current = "current"

// Kind is the type of a space.
func Kind(key string) string {
	if strings.HasPrefix(key, "~") {
		return "personal"
	}
	return "global"
}

// OfSpace shows a space.
func OfSpace(base string, s *state.Space) Space {
	return Space{
		ID: s.ID, Key: s.Key, Name: s.Name, Type: Kind(s.Key), Status: current,
		Expandable: expandable("settings", "metadata", "operations", "lookAndFeel", "permissions", "icon", "description", "theme", "history", "homepage", "identifiers"),
		Links:      Links{WebUI: "/spaces/" + url.PathEscape(s.Key), Self: base + "/rest/api/space/" + url.PathEscape(s.Key)},
	}
}

// OfContent shows content, with its space if that is asked for.
func OfContent(base, id, kind, title string, in *state.Space, expand []string) Content {
	c := Content{
		ID: id, Type: kind, Status: current, Title: title,
		Expandable: expandable("container", "metadata", "operations", "children", "restrictions", "history", "ancestors", "body", "version", "descendants"),
		Links: Links{
			WebUI: "/spaces/" + url.PathEscape(in.Key) + "/pages/" + id,
			Self:  base + "/rest/api/content/" + id,
		},
	}
	if slices.ContainsFunc(expand, func(part string) bool { return part == "space" || strings.HasPrefix(part, "space.") }) {
		s := OfSpace(base, in)
		c.Space = &s
	} else {
		c.Expandable["space"] = "/rest/api/space/" + url.PathEscape(in.Key)
	}
	return c
}

// expandable names parts that are not there.
func expandable(parts ...string) map[string]string {
	all := map[string]string{}
	for _, part := range parts {
		all[part] = ""
	}
	return all
}

// Listed returns all values of a parameter that can be repeated or joined by
// commas.
func Listed(query url.Values, name string) []string {
	var all []string
	for _, values := range query[name] {
		for value := range strings.SplitSeq(values, ",") {
			if value != "" {
				all = append(all, value)
			}
		}
	}
	return all
}

// Among reports whether a value is among those a parameter asks for, which are
// all when it is absent.
func Among(query url.Values, name, value string) bool {
	asked := Listed(query, name)
	return len(asked) == 0 || slices.Contains(asked, value)
}

// IsTitled reports whether a title is the one that is asked for, if any is.
func IsTitled(query url.Values, title string) bool {
	return !query.Has("title") || query.Get("title") == title
}

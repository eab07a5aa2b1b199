package requesttest

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"pgregory.net/rapid"
)

// Site is what requests are made for.
type Site struct {
	// Base is the path that everything is below.
	Base string
	// Names are what there is under the name of a parameter or of a member.
	Names map[string][]string
	// SignIn adds a credential; there may be several.
	SignIn []func(*http.Request)
}

// request draws a request for an operation.
func (m *maker) request(op operation, site Site) *http.Request {
	to := op.path
	query := []string{}
	header := http.Header{"Accept": {"application/json"}}
	for _, p := range op.parameters {
		name := p["name"].(string)
		schema := m.resolve(p["schema"])
		switch p["in"] {
		case "path":
			to = strings.ReplaceAll(to, "{"+name+"}", url.PathEscape(orElse(m.plain(name, schema), "x")))
		case "header":
			if !m.seldom(8, "no header") {
				header.Set(name, rapid.SampledFrom([]string{"no-check", "no-check", "no-check", "nocheck", "yes"}).Draw(m.t, "header"))
			}
		case "query":
			query = append(query, m.parameter(name, schema, p["required"] == true)...)
		}
	}
	if m.seldom(12, "more of a query") {
		query = append(query, rapid.SampledFrom([]string{"nonsense=1", "start=1;limit=2", "limit=%zz", "=", "&", "%00=1", "next=true", "a=%ff", "start=1&start=2"}).Draw(m.t, "query"))
	}
	method := op.method
	if m.seldom(40, "another method") {
		method = rapid.SampledFrom([]string{"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"}).Draw(m.t, "method")
	}
	body := ""
	if op.body != nil || m.seldom(20, "a body too many") {
		header.Set("Content-Type", "application/json")
		body = m.body(op.body)
	}
	if m.seldom(20, "another type") {
		header.Set("Content-Type", rapid.SampledFrom([]string{"", "text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-8", "json", "multipart/form-data; boundary=x"}).Draw(m.t, "type"))
	}
	if m.seldom(30, "a browser") {
		header.Set("User-Agent", "Mozilla/5.0")
	}
	r, err := http.NewRequestWithContext(m.t.Context(), method, "http://localhost"+site.Base, strings.NewReader(body))
	if err != nil {
		m.t.Fatal(err)
	}
	r.URL.RawQuery = strings.Join(query, "&")
	r.URL.RawPath = site.Base + to
	if r.URL.Path, err = url.PathUnescape(r.URL.RawPath); err != nil {
		m.t.Fatal(err)
	}
	r.RequestURI = r.URL.RequestURI()
	r.Header = header
	if m.seldom(3, "in chunks") {
		r.ContentLength, r.Body = -1, io.NopCloser(strings.NewReader(body))
	}
	rapid.SampledFrom(site.SignIn).Draw(m.t, "who")(r)
	return r
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// plain draws a value as it stands in an address.
func (m *maker) plain(name string, schema object) string {
	switch value := m.value(name, schema).(type) {
	case string:
		return value
	case []any:
		parts := make([]string, len(value))
		for i, item := range value {
			parts[i] = fmt.Sprint(item)
		}
		return strings.Join(parts, ",")
	default:
		return fmt.Sprint(value)
	}
}

// parameter draws a parameter of a query; a list is repeated.
func (m *maker) parameter(name string, schema object, required bool) []string {
	if !required && !m.seldom(2, "optional") || required && m.seldom(15, "missing") {
		return nil
	}
	one := func(schema object) string { return name + "=" + url.QueryEscape(m.plain(name, schema)) }
	if schema["type"] != "array" {
		return []string{one(schema)}
	}
	query := []string{}
	for range rapid.IntRange(1, 4).Draw(m.t, "repeated") {
		query = append(query, one(m.resolve(schema["items"])))
	}
	return query
}

package api_test

import (
	"regexp"
	"slices"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// securityRules are about who may call an operation, and about what is on its
// way out.
func securityRules() []rule {
	const (
		watch = "      security:\n        - basicAuth: []\n        - bearer: []\n        - oauth2:\n            - read:watcher:confluence\n            - read:user:confluence\n"
		gone  = "          x-deprecated-reason: Cloud stopped filling it in 2019.\n"
	)
	return []rule{
		{name: "security", check: secured, broken: []replacement{
			{watch, ""},
			{watch, "      security: []\n"},
			{watch, "      security:\n        - basicAuth: []\n"},
			{watch, "      security:\n        - oauth2: []\n"},
			{watch, "      security:\n        - basicAuth: [read:user:confluence]\n        - oauth2: [read:user:confluence]\n"},
		}},
		{name: "scopeKnown", check: scopesKnown, broken: []replacement{
			{"            - read:watcher:confluence\n", "            - read:watchers:confluence\n"},
			{"or granular `read:user:confluence`", "or granular `read:users:confluence`"},
			{"            read:watcher:confluence: Read", "            read:nobody:confluence: Read"},
			{"            read:user:confluence: Read users.\n", "            read:user:confluence: Read users.\n            read:nobody:confluence: Nothing.\n"},
		}},
		{name: "scopeNamed", check: scopesNamed, broken: []replacement{
			{"OAuth 2.0 scope:\n        `read:user.property:confluence`", "OAuth 2.0 scope"},
		}},
		{name: "deprecatedReason", check: deprecatedReasons, broken: []replacement{
			{gone, ""},
			{gone, "          x-deprecated-reason: ''\n"},
			{"          deprecated: true\n" + gone, gone},
			{"      x-deprecated-reason: Atlassian removed it; sites answer 410.\n", ""},
			{"      x-deprecated-reason: Cloud knows accounts by account id alone.\n", ""},
		}},
	}
}

var scopeName = regexp.MustCompile("`([a-z]+:[a-z][a-z.-]*(?::confluence)?)`")

// oauthScopes returns the scopes each OAuth 2.0 scheme of the contract declares.
func (c *contract) oauthScopes() map[string][]string {
	all := map[string][]string{}
	if c.doc.Components == nil {
		return all
	}
	for name, ref := range c.doc.Components.SecuritySchemes {
		if ref.Value.Type == "oauth2" && ref.Value.Flows != nil && ref.Value.Flows.AuthorizationCode != nil {
			all[name] = []string{}
			for scope := range ref.Value.Flows.AuthorizationCode.Scopes {
				all[name] = append(all[name], scope)
			}
		}
	}
	return all
}

// secured asks that every operation says how to sign in, with scopes where the
// product has any, and with none where they would mean nothing.
func secured(_ *testing.T, c *contract) findings {
	var found findings
	declared := c.oauthScopes()
	for _, op := range c.operations() {
		if op.Security == nil || len(*op.Security) == 0 {
			found.add(op.String(), "says nothing about security")
			continue
		}
		scoped := len(declared) == 0
		for _, requirement := range *op.Security {
			for scheme, scopes := range requirement {
				_, oauth := declared[scheme]
				scoped = scoped || oauth && len(scopes) > 0
				if !oauth && len(scopes) > 0 {
					found.add(op.String(), "%s knows no scopes, here it has %v", scheme, scopes)
				}
			}
		}
		if !scoped {
			found.add(op.String(), "names no OAuth 2.0 scope under security")
		}
	}
	return found
}

// scopesKnown asks that scopes are declared, those in words too, and that none
// is declared in vain.
func scopesKnown(_ *testing.T, c *contract) findings {
	var found findings
	var known, used []string
	for _, scopes := range c.oauthScopes() {
		known = append(known, scopes...)
	}
	for _, op := range c.operations() {
		for _, scope := range append(op.scopes(), op.scopesInWords()...) {
			used = append(used, scope)
			if !slices.Contains(known, scope) {
				found.add(op.String(), "scope %s is not declared under securitySchemes", scope)
			}
		}
	}
	for _, scope := range known {
		if !slices.Contains(used, scope) {
			found.add(scope, "no operation needs this scope")
		}
	}
	return found
}

// scopesNamed asks that the description names the scopes for who reads no YAML.
func scopesNamed(_ *testing.T, c *contract) findings {
	var found findings
	for _, op := range c.operations() {
		for _, scope := range op.scopes() {
			if !slices.Contains(op.scopesInWords(), scope) {
				found.add(op.String(), "the description does not name the scope %s", scope)
			}
		}
	}
	return found
}

func (s site) scopes() []string {
	var all []string
	if s.Security != nil {
		for _, requirement := range *s.Security {
			for _, scopes := range requirement {
				all = append(all, scopes...)
			}
		}
	}
	return all
}

func (s site) scopesInWords() []string {
	var all []string
	for _, match := range scopeName.FindAllStringSubmatch(s.Description, -1) {
		all = append(all, match[1])
	}
	return all
}

// deprecatedReasons asks for a reason beside every deprecated, and for none
// where nothing is: the generator puts it above the Go name.
func deprecatedReasons(_ *testing.T, c *contract) findings {
	var found findings
	reason := func(at string, deprecated bool, extensions map[string]any) {
		text, _ := extensions["x-deprecated-reason"].(string)
		if deprecated && text == "" {
			found.add(at, "is deprecated and wants x-deprecated-reason")
		}
		if !deprecated && extensions["x-deprecated-reason"] != nil {
			found.add(at, "has x-deprecated-reason and is not deprecated")
		}
	}
	for _, op := range c.operations() {
		reason(op.String(), op.Deprecated, op.Extensions)
		for _, ref := range op.Parameters {
			reason(op.String()+" "+ref.Value.Name, ref.Value.Deprecated, ref.Value.Extensions)
		}
		for status, ref := range op.Responses.Map() {
			for name, header := range ref.Value.Headers {
				reason(op.String()+" "+status+" "+name, header.Value.Deprecated, header.Value.Extensions)
			}
		}
	}
	c.schemas(func(at string, ref *openapi3.SchemaRef, _ bool) {
		if ref.Ref == "" {
			reason(at, ref.Value.Deprecated, ref.Value.Extensions)
		}
	})
	return found
}

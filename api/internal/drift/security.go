package main

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// security compares who may call an operation. Schemes go by what they are:
// each description has its own names for them.
func (c *comparer) security(ours, theirs *operation) {
	our, their := requirements(c.ours, ours), requirements(c.theirs, theirs)
	if len(their) == 0 && len(our) > 0 {
		stated := "unstated"
		if theirs.Security != nil {
			stated = "none"
		}
		c.value("security", c.at, stated, strings.Join(slices.Sorted(maps.Keys(our)), ", "))
	} else {
		for _, way := range sortedKeys(our, their) {
			c.presence("security", c.at+" "+way, present(their[way]), present(our[way]))
		}
	}

	mine := scopes(c.ours, ours)
	c.scopes("scopes", mine, scopes(c.theirs, theirs))
	now, later := announced(theirs)
	if len(now)+len(later) > 0 {
		c.scopes("scopes announced", mine, now)
		c.scopes("scopes granular", without(named(ours.Description), mine), later)
	}
}

func (c *comparer) scopes(kind string, ours, theirs []string) {
	c.presence(kind, c.at, orNone(strings.Join(without(theirs, ours), ",")), none)
	c.presence(kind, c.at, none, orNone(strings.Join(without(ours, theirs), ",")))
}

// requirements returns the ways to call an operation; none where nothing is
// said.
func requirements(doc *openapi3.T, o *operation) map[string]bool {
	ways := map[string]bool{}
	for _, requirement := range securityOf(doc, o) {
		var schemes []string
		for scheme := range requirement {
			schemes = append(schemes, schemeName(doc, scheme))
		}
		slices.Sort(schemes)
		if len(schemes) == 0 {
			schemes = []string{"anonymous"}
		}
		ways[strings.Join(schemes, " and ")] = true
	}
	return ways
}

func securityOf(doc *openapi3.T, o *operation) openapi3.SecurityRequirements {
	if o.Security != nil {
		return *o.Security
	}
	return doc.Security
}

func schemeOf(doc *openapi3.T, name string) *openapi3.SecurityScheme {
	if doc.Components == nil || doc.Components.SecuritySchemes[name] == nil {
		return nil
	}
	return doc.Components.SecuritySchemes[name].Value
}

// schemeName is what a scheme is.
func schemeName(doc *openapi3.T, name string) string {
	s := schemeOf(doc, name)
	if s == nil {
		return "undeclared " + name
	}
	return strings.Join(strings.Fields(s.Type+" "+s.Scheme+" "+s.In+" "+s.Name), " ")
}

// scopes returns the OAuth scopes an operation asks for.
func scopes(doc *openapi3.T, o *operation) []string {
	var all []string
	for _, requirement := range securityOf(doc, o) {
		for _, needed := range requirement {
			all = append(all, needed...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// announced returns the scopes Atlassian lists beside security, those in force
// and those to come.
func announced(o *operation) (now, later []string) {
	list, _ := o.Extensions["x-atlassian-oauth2-scopes"].([]any)
	for _, entry := range list {
		fields, _ := entry.(map[string]any)
		names, _ := fields["scopes"].([]any)
		for _, name := range names {
			if fields["state"] == "Current" {
				now = append(now, text(name))
			} else {
				later = append(later, text(name))
			}
		}
	}
	slices.Sort(now)
	slices.Sort(later)
	return slices.Compact(now), slices.Compact(later)
}

// named returns the scopes a description names, which is where our contract has
// the granular ones.
func named(description string) []string {
	all := regexp.MustCompile(`\b[a-z]+:[a-z][a-z.-]*(?::confluence)?\b`).FindAllString(description, -1)
	slices.Sort(all)
	return slices.Compact(all)
}

// schemes compares the ways to sign in themselves, and whether the scopes that
// our operations ask for are still there.
func (c *comparer) schemes(ours map[string]*operation) {
	our, their := schemesOf(c.ours), schemesOf(c.theirs)
	for _, way := range sortedKeys(our, their) {
		where := "securitySchemes " + way
		if !c.presence("security scheme", where, present(their[way] != nil), present(our[way] != nil)) {
			continue
		}
		c.rest(where, their[way], "type", "scheme", "flows")
		c.flows(where, our[way].Flows, their[way].Flows, ours)
	}
}

func schemesOf(doc *openapi3.T) map[string]*openapi3.SecurityScheme {
	all := map[string]*openapi3.SecurityScheme{}
	if doc.Components != nil {
		for name := range doc.Components.SecuritySchemes {
			all[schemeName(doc, name)] = schemeOf(doc, name)
		}
	}
	return all
}

func (c *comparer) flows(where string, ours, theirs *openapi3.OAuthFlows, operations map[string]*operation) {
	our, their := flowsOf(ours), flowsOf(theirs)
	for _, name := range sortedKeys(our, their) {
		at := where + " " + name
		if !c.presence("flow", at, present(their[name] != nil), present(our[name] != nil)) {
			continue
		}
		c.value("flow authorization", at, orNone(their[name].AuthorizationURL), orNone(our[name].AuthorizationURL))
		c.value("flow token", at, orNone(their[name].TokenURL), orNone(our[name].TokenURL))
		c.value("flow refresh", at, orNone(their[name].RefreshURL), orNone(our[name].RefreshURL))
		c.rest(at, their[name], "authorizationUrl", "tokenUrl", "refreshUrl", "scopes")
		c.text(at, "scopes", strings.Join(slices.Sorted(maps.Keys(their[name].Scopes)), ","))
		needed := map[string]bool{}
		for _, o := range operations {
			for _, scope := range scopes(c.ours, o) {
				needed[scope] = true
			}
		}
		for _, scope := range slices.Sorted(maps.Keys(needed)) {
			meaning, declared := their[name].Scopes[scope]
			c.presence("scope", at+" "+scope, present(declared), present(true))
			c.text(at+" "+scope, "description", meaning)
		}
	}
}

func flowsOf(flows *openapi3.OAuthFlows) map[string]*openapi3.OAuthFlow {
	all := map[string]*openapi3.OAuthFlow{}
	if flows == nil {
		return all
	}
	all["implicit"], all["password"] = flows.Implicit, flows.Password
	all["client credentials"], all["authorization code"] = flows.ClientCredentials, flows.AuthorizationCode
	maps.DeleteFunc(all, func(_ string, f *openapi3.OAuthFlow) bool { return f == nil })
	return all
}

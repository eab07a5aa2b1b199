package api_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// commentRules are about the comments that account for departures from the
// published descriptions, and about words that have no place in a contract.
func commentRules() []rule {
	return []rule{
		{name: "deviation", check: deviations, broken: []replacement{
			// A name of nothing, no name, another node's comment, and one that
			// stands above nothing.
			{"# deviates: getBulkUserLookup:", "# deviates: getBulkUsers:"},
			{"# deviates: getBulkUserLookup:", "# deviates getBulkUserLookup"},
			{"# deviates: getBulkUserLookup:", "# deviates: getUser:"},
			{"# deviates: XsrfToken:", "# deviates: userLookupKey:"},
			{"# deviates: Group: ", "# deviates: Icon: "},
			{"\n  # deviates: removeMemberFromGroup: ", "\n  # deviates: removeMemberFromGroup: moved\n\n  # "},
		}},
		{name: "wording", check: wording, broken: []replacement{
			{"summary: Get a user\n", "summary: Get a user, see Q12\n"},
			{"openapi: 3.0.3\n", "# as wire.md says\nopenapi: 3.0.3\n"},
			{"openapi: 3.0.3\n", "# from facts/README\nopenapi: 3.0.3\n"},
		}},
	}
}

var (
	deviates  = regexp.MustCompile(`^\s*#\s*deviates\b`)
	deviation = regexp.MustCompile(`^\s*# deviates: ([A-Za-z0-9]+): \S`)
	banned    = regexp.MustCompile(`\bfacts\b|\bwire\.md\b|(?:^|[\s(,])[A-Z][0-9]{1,2}\b|\[(?:SPEC|LIVE|REPORTED|MEASURED|UNVERIFIED)\]|/work/`)
)

// deviations asks that each comment names an operation or component, or the
// servers, and stands inside it or directly above.
func deviations(_ *testing.T, c *contract) findings {
	var found findings
	lines := strings.Split(c.text, "\n")
	extents := c.extents(len(lines))
	for i, line := range lines {
		if !deviates.MatchString(line) {
			continue
		}
		at := "line " + strconv.Itoa(i+1)
		named := deviation.FindStringSubmatch(line)
		if named == nil {
			found.add(at, "wants the form deviates: NAME: why")
			continue
		}
		where, known := extents[named[1]]
		if !known {
			found.add(at, "%s is no operation and no component", named[1])
			continue
		}
		below := i + 1
		for below < len(lines) && strings.HasPrefix(strings.TrimSpace(lines[below]), "#") {
			below++
		}
		number := below + 1
		empty := below == len(lines) || strings.TrimSpace(lines[below]) == ""
		if empty || !slices.ContainsFunc(where, func(e extent) bool { return e.first <= number && number <= e.last }) {
			found.add(at, "does not stand at %s", named[1])
		}
	}
	return found
}

// extent is the lines of a node, its key included.
type extent struct{ first, last int }

// extents returns the places of everything a deviation can name. A component of
// one kind may have the name of another kind's. An operation that is alone under
// its path has the path's line too.
func (c *contract) extents(end int) map[string][]extent {
	all := map[string][]extent{}
	within := func(parent *yaml.Node, end int, each func(key, value *yaml.Node, e extent)) {
		pairs := children(parent)
		for i, pair := range pairs {
			last := end
			if i+1 < len(pairs) {
				last = pairs[i+1][0].Line - 1
			}
			each(pair[0], pair[1], extent{pair[0].Line, last})
		}
	}
	within(c.root, end, func(key, value *yaml.Node, section extent) {
		switch key.Value {
		case "servers":
			all[key.Value] = append(all[key.Value], section)
		case "paths":
			within(value, section.last, func(_, item *yaml.Node, path extent) {
				within(item, path.last, func(_, op *yaml.Node, e extent) {
					if len(children(item)) == 1 {
						e.first = path.first
					}
					if id := child(op, "operationId"); id != nil {
						all[id.Value] = append(all[id.Value], e)
					}
				})
			})
		case "components":
			within(value, section.last, func(_, kind *yaml.Node, e extent) {
				within(kind, e.last, func(name, _ *yaml.Node, e extent) {
					all[name.Value] = append(all[name.Value], e)
				})
			})
		}
	})
	return all
}

// wording keeps notes to ourselves out of what others read.
func wording(_ *testing.T, c *contract) findings {
	var found findings
	for i, line := range strings.Split(c.text, "\n") {
		if word := banned.FindString(line); word != "" {
			found.add("line "+strconv.Itoa(i+1), "mentions %s", word)
		}
	}
	return found
}

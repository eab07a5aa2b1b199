package api_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// contract is one description in the three forms the rules look at.
type contract struct {
	text string
	root *yaml.Node
	doc  *openapi3.T // empty when err is set
	err  error       // why the text does not load, such as a reference to nothing
}

func parse(text string) *contract {
	c := &contract{text: text, doc: &openapi3.T{}}
	var document yaml.Node
	if err := yaml.Unmarshal([]byte(text), &document); err != nil {
		return &contract{text: text, root: &yaml.Node{}, doc: c.doc, err: err}
	}
	c.root = document.Content[0]
	if doc, err := openapi3.NewLoader().LoadFromData([]byte(text)); err != nil {
		c.err = err
	} else {
		c.doc = doc
	}
	return c
}

// findings are what is wrong with a contract, each with its place.
type findings []string

func (f *findings) add(at, format string, args ...any) {
	*f = append(*f, at+": "+fmt.Sprintf(format, args...))
}

// rule is one demand on a contract, with a change that breaks it.
type rule struct {
	name  string
	check func(*testing.T, *contract) findings
	// broken says which text of the Cloud contract to replace by what, once, so
	// that the rule has something to find.
	broken []replacement
	// unloadable says that kin-openapi will not even load what is broken so.
	unloadable bool
}

type replacement struct{ old, new string }

// rules is the whole set; each file beside this one holds a part.
func rules() []rule {
	return slices.Concat(operationRules(), descriptionRules(), exampleRules(), componentRules(), commentRules(), securityRules())
}

// TestContracts holds both contracts to every rule.
func TestContracts(t *testing.T) {
	t.Parallel()
	for _, described := range contracts {
		c := parse(described.yaml)
		for _, r := range rules() {
			t.Run(described.name+"/"+r.name, func(t *testing.T) {
				t.Parallel()
				require.Empty(t, r.check(t, c))
			})
		}
	}
}

// TestRules breaks the contract once for each rule and change, and expects the
// rule to see it.
func TestRules(t *testing.T) {
	t.Parallel()
	for _, r := range rules() {
		require.NotEmpty(t, r.broken, "%s has never been seen to fail", r.name)
		for i, change := range r.broken {
			t.Run(fmt.Sprintf("%s/%d", r.name, i), func(t *testing.T) {
				t.Parallel()
				text := contracts[0].yaml
				require.Contains(t, text, change.old)
				c := parse(strings.Replace(text, change.old, change.new, 1))
				if !r.unloadable {
					require.NoError(t, c.err, "broken in another way than meant")
				}
				require.NotEmpty(t, r.check(t, c))
			})
		}
	}
}

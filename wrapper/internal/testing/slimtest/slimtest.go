// Package slimtest reads which properties the generated client leaves out.
package slimtest

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// Removed returns the properties that the client of a product leaves out, by
// schema, for a test in a package of that product.
func Removed(t *testing.T, product string) map[string][]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "api", "client."+product+".overlay.yaml")) //nolint:gosec // of this repository
	require.NoError(t, err)
	var overlay struct {
		Actions []struct {
			Target string `yaml:"target"`
			Remove bool   `yaml:"remove"`
		} `yaml:"actions"`
	}
	require.NoError(t, yaml.Unmarshal(text, &overlay))
	target := regexp.MustCompile(`^\$\.components\.schemas\['(\w+)'\]\.properties\[(.*)\]$`)
	removed := map[string][]string{}
	for _, action := range overlay.Actions {
		match := target.FindStringSubmatch(action.Target)
		if !action.Remove || match == nil {
			continue
		}
		for property := range strings.SplitSeq(match[2], ",") {
			removed[match[1]] = append(removed[match[1]], strings.Trim(property, "'"))
		}
	}
	require.NotEmpty(t, removed)
	return removed
}

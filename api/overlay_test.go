package api_test

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/confluence-people/go-sdk/api"
)

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	return string(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")))
}

// TestClientsAreGeneratedAlike: what the client of a product is generated with is
// what everything is generated with, and actions that remove what it has no use
// for, or have it decoded without allocating.
func TestClientsAreGeneratedAlike(t *testing.T) {
	t.Parallel()
	common, config := read(t, "codegen.overlay.yaml"), read(t, "../oapi-codegen.yaml")
	for _, product := range []string{"cloud", "datacenter"} {
		path := "client." + product + ".overlay.yaml"
		require.Equal(t, strings.Replace(config, "api/codegen.overlay.yaml", "api/"+path, 1), read(t, "client."+product+".yaml"))
		own, begins := strings.CutPrefix(read(t, path), common)
		require.True(t, begins, "%s does not begin with codegen.overlay.yaml", path)
		var actions []map[string]any
		require.NoError(t, yaml.Unmarshal([]byte(own), &actions))
		require.NotEmpty(t, actions)
		for _, action := range actions {
			delete(action, "description")
			if update, ok := action["update"].(map[string]any); ok {
				require.Contains(t, []any{"lean.Word", "lean.Bool"}, update["x-go-type"], path)
				require.Len(t, update, 2, path)
				require.Equal(t, map[string]any{"path": "github.com/confluence-people/go-sdk/gen/internal/lean"}, update["x-go-type-import"], path)
				continue
			}
			require.Equal(t, map[string]any{"target": action["target"], "remove": true}, action, path)
		}
	}
}

// TestClientsLeaveOutWhatIsThere: every property that an action is about is one of
// the contract, for an action that matches nothing is no error.
func TestClientsLeaveOutWhatIsThere(t *testing.T) {
	t.Parallel()
	target := regexp.MustCompile(`^\$\.components\.schemas\[(.*)\]\.properties\[(.*)\]$`)
	for product, text := range map[string]string{"cloud": api.Cloud(), "datacenter": api.Datacenter()} {
		schemas := parse(text).doc.Components.Schemas
		own := strings.TrimPrefix(read(t, "client."+product+".overlay.yaml"), read(t, "codegen.overlay.yaml"))
		var actions []struct {
			Target string `yaml:"target"`
		}
		require.NoError(t, yaml.Unmarshal([]byte(own), &actions))
		for _, action := range actions {
			match := target.FindStringSubmatch(action.Target)
			if match == nil {
				require.Regexp(t, `^\$\.paths\[\*\]\[\*\]\.responses\['4`, action.Target)
				continue
			}
			matched := map[string]bool{}
			for schema := range strings.SplitSeq(match[1], ",") {
				schema = strings.Trim(schema, "'")
				require.Contains(t, schemas, schema, product)
				for property := range schemas[schema].Value.Properties {
					matched["'"+property+"'"] = true
				}
			}
			for property := range strings.SplitSeq(match[2], ",") {
				require.Contains(t, matched, property, "%s, %s", product, action.Target)
			}
		}
	}
}

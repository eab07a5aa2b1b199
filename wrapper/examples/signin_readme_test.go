package examples_test

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/packages"
)

// TestReadmeSignsInInFiveLines: each way to sign in that the page shows takes five
// lines at most, and compiles. The README shows one of them.
func TestReadmeSignsInInFiveLines(t *testing.T) {
	t.Parallel()
	section := string(pages(t, oauthPage))
	blocks := regexp.MustCompile("(?s)```go\n(.*?)```").FindAllStringSubmatch(section, 2)
	require.Len(t, blocks, 2)
	ways := strings.Split(strings.TrimSpace(blocks[0][1]), "\n\n")
	require.Len(t, ways, 5)
	_, short, found := strings.Cut(string(pages(t, readme)), "\n## Signing in\n")
	require.True(t, found)
	require.Contains(t, blocks[0][1], regexp.MustCompile("(?s)```go\n(.*?)```").FindStringSubmatch(short)[1])
	var source strings.Builder
	source.WriteString(`package examples

import (
	"context"
	"fmt"
	"net"
	"os"

	"github.com/pkg/browser"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/oauth"
)

func _(cloud.Client, datacenter.Client) { fmt.Println(os.Args) }
`)
	for i, way := range ways {
		lines := strings.Split(way, "\n")
		require.Regexp(t, `^// `, lines[0])
		require.LessOrEqual(t, len(lines)-1, 5, way)
		fmt.Fprintf(&source, "func way%d(ctx context.Context, baseURL, clientID, clientSecret string) {\n%s\n_, _ = client, err\n}\n", i, way)
	}
	fmt.Fprintf(&source, "func consent(ctx context.Context, app *oauth.App, source *oauth.Source) {\n%s\n_ = err\n}\n", blocks[1][1])

	file, err := filepath.Abs("readme_signin.go")
	require.NoError(t, err)
	loaded, err := packages.Load(&packages.Config{
		Context: t.Context(), Overlay: map[string][]byte{file: []byte(source.String())},
		Mode: packages.NeedTypes | packages.NeedDeps | packages.NeedImports | packages.NeedSyntax | packages.NeedTypesInfo,
	}, "file="+file)
	require.NoError(t, err)
	require.Len(t, loaded, 1)
	require.Empty(t, loaded[0].Errors, source.String())
}

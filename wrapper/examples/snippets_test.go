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

// TestSnippetsCompile: the pieces of code in the README and on the page in detail
// that are no part of a file. What they leave out is a parameter here.
func TestSnippetsCompile(t *testing.T) {
	t.Parallel()
	var source strings.Builder
	source.WriteString(`package examples

import (
	"context"
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/oauth"
)
`)
	pieces := regexp.MustCompile("(?s)(<!--[^\n]*-->\n)?```go\n(.*?)```").FindAllStringSubmatch(string(pages(t, readme, detailPage)), -1)
	n := 0
	for _, piece := range pieces {
		if piece[1] != "" { // the test of another file
			continue
		}
		n++
		fmt.Fprintf(&source, `
func _(ctx context.Context, client *cloud.Client, auth confluence.Auth, site, id, groupID, clientID, clientSecret string, wanted []string) error {
	{
%s
	}
	return nil
}
`, strings.ReplaceAll(piece[2], "\n...\n", "\n"))
	}
	require.Equal(t, 11, n)
	file, err := filepath.Abs("readme_snippets.go")
	require.NoError(t, err)
	loaded, err := packages.Load(&packages.Config{
		Context: t.Context(), Overlay: map[string][]byte{file: []byte(source.String())},
		Mode: packages.NeedTypes | packages.NeedDeps | packages.NeedImports | packages.NeedSyntax | packages.NeedTypesInfo,
	}, "file="+file)
	require.NoError(t, err)
	require.Len(t, loaded, 1)
	for _, fault := range loaded[0].Errors {
		// A piece that shows how to get something does not use it.
		require.Contains(t, fault.Msg, "declared and not used", "%s\n%s", fault, source.String())
	}
}

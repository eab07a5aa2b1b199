package examples_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/gen/datacenter"
)

// notInTable says why a method is not in the table of services.
var notInTable = map[string]string{
	"Groups.RemoveMemberByNameDirect": "Cloud no longer answers it; the table of requests has it",
}

// TestReadmeTables: the table of services lists every method of every service,
// and nothing else.
func TestReadmeTables(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(readme)
	require.NoError(t, err)
	for column, product := range map[int]string{2: "cloud", 3: "datacenter"} {
		var listed, missing []string
		for _, row := range regexp.MustCompile("(?m)^\\| `[A-Z]\\w+` \\|.*\\|.*\\|$").FindAllString(string(text), -1) {
			cells := strings.Split(row, "|")
			service := strings.Trim(cells[1], " `")
			for method := range strings.FieldsSeq(strings.ReplaceAll(cells[column], "`", "")) {
				listed = append(listed, service+"."+method)
			}
		}
		for _, method := range methodsOf(t, product) {
			if !slices.Contains(listed, method) && notInTable[method] == "" {
				missing = append(missing, method)
			}
			listed = slices.DeleteFunc(listed, func(name string) bool { return name == method })
		}
		require.Empty(t, missing, "methods of wrapper/%s that the table of services in README.md lacks", product)
		require.Empty(t, listed, "what the table of services in README.md has and wrapper/%s has not", product)
	}
}

// methodsOf names the exported methods of the services of a product.
func methodsOf(t *testing.T, product string) []string {
	t.Helper()
	files, err := filepath.Glob("../" + product + "/*.go")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	var found []string
	for _, file := range files {
		source, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, m := range regexp.MustCompile(`(?m)^func \(s \*(\w+)Service\) ([A-Z]\w*)\(`).FindAllStringSubmatch(string(source), -1) {
			found = append(found, m[1]+"."+m[2])
		}
	}
	return found
}

// TestReadmeCounts: so many operations are there as the README says, and as the
// newest entry of the changelog says that counts them.
func TestReadmeCounts(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(readme)
	require.NoError(t, err)
	counts := regexp.MustCompile("All \\d+ operations of `api/cloud.yaml` and all \\d+ of `api/datacenter.yaml`")
	require.Equal(t, fmt.Sprintf("All %d operations of `api/cloud.yaml` and all %d of `api/datacenter.yaml`",
		len(cloud.Operations()), len(datacenter.Operations())), counts.FindString(string(text)), "count again in README.md")
	changes, err := os.ReadFile("../../CHANGELOG.md")
	require.NoError(t, err)
	for product, count := range map[string]int{"Confluence Cloud": len(cloud.Operations()), "Confluence Data Center": len(datacenter.Operations())} {
		newest := regexp.MustCompile(product + `: all \d+ people operations`).FindString(string(changes))
		require.Equal(t, fmt.Sprintf("%s: all %d people operations", product, count), newest,
			"the newest count in CHANGELOG.md; name what is new or gone there, too, below ## [Unreleased]")
	}
}

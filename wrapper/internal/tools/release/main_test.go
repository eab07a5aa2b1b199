package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

func write(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	return file
}

const changelog = `# Changelog

## [Unreleased]

## [1.2.0] - 2026-11-22

### Added

- Something.

## [1.1.0]

- No date.

## [1.0.0] - 2026-10-01

## [0.9.0] - 2026-09-01

- The first.
`

func TestSection(t *testing.T) {
	t.Parallel()
	for version, want := range map[string]string{
		"1.2.0": "### Added\n\n- Something.",
		"0.9.0": "- The first.",
	} {
		section, err := check("v"+version, version, write(t, changelog))
		require.NoError(t, err)
		require.Equal(t, want, section)
	}
}

func TestNotReady(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ tag, version, says string }{
		{"", "1.2.0", "is no tag"},
		{"1.2.0", "1.2.0", "is no tag"},
		{"v1.2", "1.2", "is no tag"},
		{"v1.02.0", "1.02.0", "is no tag"},
		{"v1.2.0", "1.1.0", `version.go says "1.1.0"`},
		{"v1.3.0", "1.3.0", "no section ## [1.3.0]"},
		{"v1.2.0-rc.1", "1.2.0-rc.1", "no section ## [1.2.0-rc.1]"},
		{"v1.1.0", "1.1.0", "needs a date"},
		{"v1.0.0", "1.0.0", "says nothing of 1.0.0"},
	} {
		_, err := check(test.tag, test.version, write(t, changelog))
		require.ErrorContains(t, err, test.says, test.tag)
	}
}

func TestBase(t *testing.T) {
	t.Parallel()
	const (
		broken = "Incompatible changes:\n- ./wrapper/cloud.New: removed\n"
		itself = "Incompatible changes:\n- ./wrapper/confluence.Version: value changed from \"1.2.3\" to \"1.2.4\"\n" +
			"- ./gen/cloud.ClientInterface.GetNews: added\n" +
			"- ./wrapper/cmd/confluence-server.X: removed\n"
		says = "breaks  cloud.New: removed"
	)
	for _, test := range []struct{ tag, base, incompatible, says string }{
		{"v1.2.4", "v1.2.3", "\n", ""},
		{"v1.2.4", "v1.2.3", itself, ""},
		{"v1.2.4", "v1.2.3", itself + broken, says},
		{"v2.0.0", "v1.2.3", broken, ""},
		{"v0.3.0", "v0.2.9", broken, ""},
		{"v1.0.0", "v0.2.9", broken, ""},
		{"v1.0.0", "v1.0.0-rc.1", "", ""},
		{"v1.3.0", "v1.2.3", broken, says},
		{"v0.2.1", "v0.2.0", broken, "does not announce"},
		{"v1.2.3", "v1.2.3", "", "is not newer"},
		{"v1.2.3", "v1.10.0", "", "is not newer"},
		{"v1.2.3-rc.1", "v1.2.3", "", "is not newer"},
		{"v1.2.3", "latest", "", "is no tag"},
	} {
		err := checkBase(test.tag, test.base, write(t, test.incompatible))
		if test.says == "" {
			require.NoError(t, err, test.tag)
			continue
		}
		require.ErrorContains(t, err, test.says, test.tag)
	}
	require.ErrorIs(t, checkBase("v1.2.4", "v1.2.3", "not there"), os.ErrNotExist)
}

func TestRun(t *testing.T) {
	t.Parallel()
	var out, problems bytes.Buffer
	notes := write(t, "## ["+confluence.Version+"] - 2026-11-22\n\n- News.\n")
	require.Equal(t, 0, run([]string{"-tag", "v" + confluence.Version, "-changelog", notes}, &out, &problems))
	require.Equal(t, "- News.\n", out.String())
	require.Equal(t, 1, run([]string{"-tag", "v" + confluence.Version, "-changelog", notes, "-base", "v999.0.0"}, &out, &problems))
	require.Equal(t, 1, run([]string{"-tag", "v0.0.0"}, &out, &problems))
	require.Equal(t, 2, run([]string{"-no"}, &out, &problems))
}

package cli_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestFlagsMeanSomething: a command lists the flags that mean something to it, and
// refuses the others.
func TestFlagsMeanSomething(t *testing.T) {
	t.Parallel()
	for command, has := range map[string]struct{ flags, not []string }{
		"members":   {[]string{"apply", "demo", "journal", "protect", "url", "max-wait"}, nil},
		"undo":      {[]string{"apply", "protect", "profile"}, []string{"demo"}},
		"audit":     {[]string{"demo", "journal", "url"}, []string{"apply", "allow-self", "protect", "protect-file", "protect-group"}},
		"compare":   {[]string{"apply", "dc-profile"}, []string{"url", "product", "profile"}},
		"login":     {[]string{"url", "product", "profile"}, []string{"demo", "apply", "journal", "protect"}},
		"logout":    {[]string{"profile"}, []string{"url", "apply", "demo"}},
		"profiles":  {[]string{"json"}, []string{"profile", "apply", "protect", "journal", "allow-self"}},
		"provision": {[]string{"apply", "disable-missing"}, nil},
	} {
		help := demoRun(t, command, "-help").out
		for _, flag := range has.flags {
			require.Regexp(t, `--`+flag+`\b`, help, command)
		}
		for _, flag := range has.not {
			require.NotRegexp(t, regexp.MustCompile(`--`+flag+`[ \n]`), help, command)
			args := []string{command, "--" + flag + "=1"}
			if command == "undo" {
				args = append(args, "x")
			}
			got := demoRun(t, args...)
			require.Equal(t, 2, got.status)
			require.Regexp(t, `-`+flag+` means nothing to `+command+`|two sites|signed in already|nothing to undo`, got.err)
		}
	}
	help := demoRun(t, "completion", "bash", "-help").out
	require.NotContains(t, help, "--protect")
	require.NotContains(t, help, "--apply")
	require.Contains(t, demoRun(t, "-help").out, "--apply")
}

// TestFlagsEmpty: a flag that is given names something, so that a variable that is not
// set protects nobody in silence.
func TestFlagsEmpty(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"members", "-protect", ""},
		{"members", "-protect", "ann, ,ben"},
		{"members", "-protect-file", ""},
		{"members", "-protect-group", " "},
		{"members", "-people="},
		{"members", "-group", ""},
		{"offboard", "-keep-group", "", "ann"},
		{"offboard", "-space", "DOCS,", "ann"},
		{"offboard", "-file", ""},
		{"compare", "-mapping", ""},
	} {
		got := demoRun(t, append(args, "-demo")...)
		require.Equal(t, 2, got.status, args)
		name, _, _ := strings.Cut(args[1], "=")
		require.Equal(t, "confluence-people: usage: "+name+" is empty, or names something empty\n", got.err)
	}
}

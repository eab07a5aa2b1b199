package faultspec_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/faultspec"
)

func isGetUser(id string) bool { return id == "getUser" }

func TestBadFaults(t *testing.T) {
	t.Parallel()
	for spec, message := range map[string]string{
		"getUser":                  "it must be OPERATION=KIND",
		"=hang":                    `there is no operation ""`,
		"getUsr=hang":              `there is no operation "getUsr"`,
		"getUser=":                 `there is no kind ""`,
		"getUser=sleep":            `there is no kind "sleep"; there are cut, delay,`,
		"getUser=hang,times=0":     "times must be",
		"getUser=hang,times=two":   "times must be",
		"getUser=hang:1s":          "it takes no argument",
		"getUser=delay":            "it takes a duration",
		"getUser=delay:-1s":        "negative",
		"getUser=trickle:5":        "it takes a duration",
		"getUser=huge:much":        "it takes a number of bytes",
		"getUser=huge:-1":          "it takes a number of bytes",
		"getUser=status":           "it takes a status",
		"getUser=status:100":       "from 200 to 599",
		"getUser=status:600":       "from 200 to 599",
		"getUser=lost:200":         "from 400 to 599",
		"getUser=redirect:200:x":   "from 300 to 399",
		"getUser=redirect:302":     "an address",
		"getUser=reset,after=1":    `there is no kind "reset,after=1"`,
		"getUser,getGroups=status": `there is no operation`,
	} {
		_, err := faultspec.Parse(spec, isGetUser)
		require.ErrorContains(t, err, message, spec)
	}
}

// The examples are faults themselves.
func TestExamples(t *testing.T) {
	t.Parallel()
	for _, kind := range faultspec.Kinds() {
		spec, err := faultspec.Parse("getUser="+kind.Example+",times=2", isGetUser)
		require.NoError(t, err)
		require.Equal(t, 2, spec.Times)
		require.Equal(t, "getUser", spec.Operation)
		require.Equal(t, kind.Example, spec.Fault.String())
	}
	all, err := faultspec.Parse("*=hang", isGetUser)
	require.NoError(t, err)
	require.Empty(t, all.Operation)
}

package contracttest

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// Marker is the value that RequireBadInputs looks for in requests.
const Marker = "marker"

// RequireBadInputs holds that there is a case of bad input for each path value
// and each required value of the contract. The requests are those of all cases,
// given Marker. Excused says of some why there is none, by operation and input.
func RequireBadInputs(t *testing.T, operations []Operation, requests []confluencetest.Exchange, excused map[string]string) {
	t.Helper()
	covered := map[string]bool{}
	for _, request := range requests {
		for _, op := range operations {
			if op.ID != request.Operation {
				continue
			}
			for input, value := range valuesOf(t, op, request) {
				if value == Marker {
					covered[op.ID+" "+input] = true
				}
			}
		}
	}
	var missing []string
	for _, op := range operations {
		for _, in := range op.Inputs {
			key := op.ID + " " + in.String()
			reason, isExcused := excused[key]
			switch {
			case covered[key]:
				require.False(t, isExcused, "%s has a case of bad input: take it from the list of excuses", key)
			case isExcused:
				require.NotEmpty(t, reason, "%s is excused without a reason", key)
			case in.Required && in.In != "header":
				missing = append(missing, key)
			}
		}
	}
	slices.Sort(missing)
	require.Empty(t, missing, "have no case of bad input: put one into inputs, or say in noBadInput why not")
	RequireExcuses(t, operations, excused)
}

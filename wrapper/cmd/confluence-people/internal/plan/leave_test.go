package plan_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/plan"
)

// TestManyLeft: each note is told once, and the time that takes grows with their number
// alone: else so many, who may be in a group that is protected, would take longer than
// a test may.
func TestManyLeft(t *testing.T) {
	t.Parallel()
	made := plan.Plan{Left: []plan.Note{{Subject: "group okta", Why: "it is managed elsewhere"}}}
	made.Leave("group okta", "it is managed elsewhere")
	for range 2 {
		for i := range 400_000 {
			made.Leave(fmt.Sprintf("account 712020:0b7c0f6e-7a43-4e7e-9d0c-%012d", i), "group everybody protects it")
		}
	}
	require.Len(t, made.Left, 400_001)
}

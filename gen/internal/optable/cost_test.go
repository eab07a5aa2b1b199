package main

import (
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"
)

func load(t *testing.T, contract string) *openapi3.T {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromFile(contract)
	require.NoError(t, err)
	return doc
}

// TestEveryOperationCosts: none is free by omission.
func TestEveryOperationCosts(t *testing.T) {
	t.Parallel()
	for contract, points := range map[string]bool{"../../../api/cloud.yaml": true, "../../../api/datacenter.yaml": false} {
		for _, op := range operations(load(t, contract), points) {
			require.Positive(t, op.Cost.Base, op.ID)
			switch {
			case !points || !op.Reads:
				require.Equal(t, cost{Base: 1}, op.Cost, op.ID)
			case op.ID == "checkAccessByEmail":
				require.Equal(t, cost{Base: 1}, op.Cost, "no users in the response")
			case op.Cost.PerRow > 0:
				require.Positive(t, op.Cost.Rows, op.ID)
			default:
				require.Greater(t, op.Cost.Base, 1, op.ID)
			}
		}
	}
}

func TestCosts(t *testing.T) {
	t.Parallel()
	found := map[string]cost{}
	for _, op := range operations(load(t, "../../../api/cloud.yaml"), true) {
		found[op.ID] = op.Cost
	}
	for id, want := range map[string]cost{
		"getUser":                       {Base: 3},
		"getGroupMembersByGroupId":      {Base: 1, PerRow: 2, Rows: 200, RowsFrom: "limit"},
		"searchUser":                    {Base: 1, PerRow: 2, Rows: 25, RowsFrom: "limit"},
		"getBulkUserLookup":             {Base: 1, PerRow: 2, Rows: 100, RowsFrom: "accountId"},
		"getPrivacyUnsafeUserEmailBulk": {Base: 1, PerRow: 2, Rows: 100, RowsFrom: "accountId"},
		"createBulkUserLookup":          {Base: 1, PerRow: 2, Rows: 250},
		"getUserProperties":             {Base: 1, PerRow: 1, Rows: 5, RowsFrom: "limit"},
		"getUserProperty":               {Base: 2},
		"isWatchingSpace":               {Base: 2},
		"addSpaceWatcher":               {Base: 1},
	} {
		require.Equal(t, want, found[id], id)
	}
}

func TestCostOfTheContract(t *testing.T) {
	t.Parallel()
	op := &openapi3.Operation{Extensions: map[string]any{"x-cost": 5.0}}
	require.Equal(t, cost{Base: 5}, costOf(op, false))
}

package operation_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/operation"
)

func TestCost(t *testing.T) {
	t.Parallel()
	members := operation.Cost{Base: 1, PerRow: 2, Rows: 200, RowsFrom: "limit"}
	bulk := operation.Cost{Base: 1, PerRow: 2, Rows: 100, RowsFrom: "accountId"}
	for _, c := range []struct {
		cost  operation.Cost
		query string
		rows  int
	}{
		{members, "", 200},
		{members, "start=3&limit=25", 25},
		{members, "limit=0", 0},
		{members, "limit=-4", 0},
		{members, "limit=many&startlimit=7", 200},
		{bulk, "accountId=a&accountId=b&expand=c", 2},
		{bulk, "accountId=a,b,c", 3},
		{bulk, "", 100},
		{operation.Cost{Base: 3}, "limit=25", 0},
		{operation.Cost{Base: 1, PerRow: 2, Rows: 250}, "limit=25", 250},
	} {
		require.Equal(t, c.rows, c.cost.MostRows(c.query), c.query)
	}
	require.Equal(t, 401, members.Of(200))
	require.Equal(t, 1, operation.Cost{}.Of(7), "nothing is free")
}

package confluence_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

func TestBool(t *testing.T) {
	t.Parallel()
	no, yes := false, true
	for text, c := range map[string]struct {
		said *bool
		is   confluence.Bool
		json string
	}{
		"unknown": {nil, confluence.Unknown, "null"},
		"false":   {&no, confluence.False, "false"},
		"true":    {&yes, confluence.True, "true"},
	} {
		require.Equal(t, c.is, confluence.NewBool(c.said))
		require.Equal(t, text, c.is.String())
		encoded, err := json.Marshal(c.is)
		require.NoError(t, err)
		require.Equal(t, c.json, string(encoded))
		decoded := confluence.Bool(7)
		require.NoError(t, json.Unmarshal(encoded, &decoded))
		require.Equal(t, c.is, decoded)
	}
	var decoded confluence.Bool
	require.Error(t, json.Unmarshal([]byte("1"), &decoded))
}

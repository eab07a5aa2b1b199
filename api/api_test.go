package api_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/api"
)

// contracts are the descriptions with the number of operations each promises.
var contracts = []struct {
	name       string
	yaml       string
	operations int
}{
	{"cloud", api.Cloud(), 39},
	{"datacenter", api.Datacenter(), 40},
	{"control", api.Control(), 17},
}

func TestOperations(t *testing.T) {
	t.Parallel()
	for _, described := range contracts {
		t.Run(described.name, func(t *testing.T) {
			t.Parallel()
			c := parse(described.yaml)
			require.NoError(t, c.err)
			require.Equal(t, "3.0.3", c.doc.OpenAPI)
			require.Len(t, c.operations(), described.operations)
		})
	}
}

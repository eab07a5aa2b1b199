package datacenter_test

import (
	"testing"

	"github.com/confluence-people/go-sdk/api"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testing/contracttest"
)

// noBadInput says of a value that has to be given why inputs has no case for it,
// by operation and input.
var noBadInput = map[string]string{
	"createUser body userName": "TestNewUserRules", "createUser body fullName": "TestNewUserRules", "createUser body email": "TestNewUserRules",
}

// TestEveryValueHasBadInput: of each path value and each required value it is
// tested that a bad one is refused and an awkward one arrives.
func TestEveryValueHasBadInput(t *testing.T) {
	t.Parallel()
	var requests []confluencetest.Exchange
	for _, in := range inputs {
		s := newScene(t)
		_ = in.call(t.Context(), s.client, contracttest.Marker) // there is no such thing
		requests = append(requests, s.server.Exchanges()...)
	}
	contracttest.RequireBadInputs(t, contracttest.Operations(t, api.Datacenter()), requests, noBadInput)
}

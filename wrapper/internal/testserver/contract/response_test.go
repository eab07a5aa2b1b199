package contract_test

import (
	"bytes"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/confluence-people/go-sdk/api"
	"github.com/confluence-people/go-sdk/wrapper/internal/testing/requesttest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/contract"
)

// TestWhatIsLetThroughIsAsDescribed has another validator look at what the
// quick check and the validator behind it let through.
func TestWhatIsLetThroughIsAsDescribed(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{"Cloud": api.Cloud(), "Data Center": api.Datacenter()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			described, other := contract.Read(text), requesttest.Read(t, text)
			right := 0
			rapid.Check(t, func(t *rapid.T) {
				made := other.Response(t)
				to := described.Routes[made.Method+" "+made.Path]
				r := httptest.NewRequestWithContext(t.Context(), made.Method, "/", nil)
				w := httptest.NewRecorder()
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(made.Status)
				_, _ = bytes.NewReader(made.Body).WriteTo(w)
				if described.CheckResponse(r, to, w) == nil {
					right++
					require.NoError(t, made.Err, "%s %s %d %s", made.Method, made.Path, made.Status, made.Body)
				}
			})
			require.NotZero(t, right, "something was right")
		})
	}
}

package lean_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/gen/internal/lean"
)

// TestWordIsAString: a word decodes as a string does, also a second time, and what is
// no string is the same error.
func TestWordIsAString(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		`""`, `"active"`, `"active "`, `"en-GB"`, `"Europe/Berlin"`, `"\u0061ctive"`, `"a\"b"`, `"é"`, "\"\xff\"", `"日本"`, `null`,
		`"` + strings.Repeat("a", 38) + `"`, `"` + strings.Repeat("a", 39) + `"`, `"` + strings.Repeat("long", 1000) + `"`,
		`1`, `true`, `{}`, `[]`, `{"a":"active"}`,
	} {
		row := fmt.Sprintf(`{"v":%s}`, text)
		for range 2 {
			var want struct {
				V string `json:"v"`
			}
			var got struct {
				V lean.Word `json:"v"`
			}
			wrong := json.Unmarshal([]byte(row), &want)
			err := json.Unmarshal([]byte(row), &got)
			require.Equal(t, want.V, string(got.V), text)
			require.Equal(t, wrong == nil, err == nil, text)
		}
	}
	for _, broken := range []string{``, `"`, `"a`, `a"`} {
		require.Error(t, new(lean.Word).UnmarshalJSON([]byte(broken)), broken)
	}
}

// TestWordsAreNotMixedUp: any number of words decode side by side.
func TestWordsAreNotMixedUp(t *testing.T) {
	t.Parallel()
	var all sync.WaitGroup
	for worker := range 8 {
		all.Go(func() {
			for n := range 20_000 {
				want := fmt.Sprintf("word %d", (n*7+worker)%2000)
				var got lean.Word
				if err := got.UnmarshalJSON([]byte(`"` + want + `"`)); err != nil || string(got) != want {
					t.Errorf("%s: %s, %v", want, got, err)
				}
			}
		})
	}
	all.Wait()
}

// TestWordsAreMetOnce: words that were met cost nothing, those that rows have side by
// side among them.
func TestWordsAreMetOnce(t *testing.T) { //nolint:paralleltest // it counts allocations
	words := bytes.Fields([]byte(`"known" "unknown" "anonymous" "user" "atlassian" "app" "customer" "active" "inactive" "closed"
		"group" "current" "deactivated" "en-GB" "en-US" "de-DE" "Europe/Berlin" "America/New_York" ""`))
	w := new(lean.Word)
	require.Zero(t, testing.AllocsPerRun(100, func() {
		for _, text := range words {
			if err := w.UnmarshalJSON(text); err != nil || string(*w) != string(text[1:len(text)-1]) {
				t.Errorf("%s: %s, %v", text, *w, err)
			}
		}
	}))
}

func TestBool(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`{"v":true}`: "true", `{"v":false}`: "false", `{"v":null}`: "null", `{}`: "null",
		`{"v":1}`: "error", `{"v":"true"}`: "error", `{"v":{}}`: "error", `{"v":[]}`: "error",
	} {
		var got struct {
			V lean.Bool `json:"v"`
		}
		if err := json.Unmarshal([]byte(text), &got); err != nil {
			require.Equal(t, want, "error", text)
			require.Nil(t, got.V.Pointer(), text)
			continue
		}
		said, err := json.Marshal(got.V.Pointer())
		require.NoError(t, err)
		require.Equal(t, want, string(said), text)
	}
	var twice struct {
		V lean.Bool `json:"v"`
	}
	require.NoError(t, json.Unmarshal([]byte(`{"v":true,"v":null}`), &twice))
	require.Nil(t, twice.V.Pointer(), "the last one counts, as with a pointer")
}

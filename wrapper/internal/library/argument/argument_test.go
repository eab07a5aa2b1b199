package argument_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

func TestPathValue(t *testing.T) {
	t.Parallel()
	for value, good := range map[string]bool{
		"a": true, "a.b": true, "...": true, "a/b": true, ".a/b.": true, "é ?#%": true, "a;b": true,
		"": false, ".": false, "..": false, "a/..": false, "../a": false, "./a": false, `a\..\b`: false, "..;x": false, "a;.": false,
		"a\nb": false, "\xff": false,
	} {
		err := argument.PathValue("group name", value)
		if good {
			require.NoError(t, err, "%q", value)
			continue
		}
		require.ErrorIs(t, err, argument.ErrInvalid, "%q", value)
		require.ErrorContains(t, err, "group name ")
	}
}

func TestValue(t *testing.T) {
	t.Parallel()
	require.NoError(t, argument.Value("name", ".."))
	for value, fault := range map[string]string{
		"": "name is empty", "a\x00": "name contains a control character", "\xff": "name is not UTF-8",
	} {
		require.EqualError(t, argument.Value("name", value), "confluence: invalid argument: "+fault)
	}
}

// TestContext: in place of a nil one stands one that has ended and says why.
func TestContext(t *testing.T) {
	t.Parallel()
	require.Equal(t, t.Context(), argument.Context(t.Context()))
	absent := argument.Context(nil) //nolint:staticcheck // what is tested
	<-absent.Done()
	require.ErrorIs(t, absent.Err(), argument.ErrInvalid)
}

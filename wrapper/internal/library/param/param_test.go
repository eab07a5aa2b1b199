package param_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/param"
)

type options struct {
	Start  int
	Expand []string
	None   []string
	Empty  []string
}

// TestCopy: the default of an absent one, and nothing that is shared.
func TestCopy(t *testing.T) {
	t.Parallel()
	require.Equal(t, options{}, param.Copy[options](nil))
	given := options{Start: 7, Expand: []string{"a", "b"}, Empty: []string{}}
	own := param.Copy(&given)
	require.Equal(t, given, own)
	given.Expand[0] = "c"
	require.Equal(t, []string{"a", "b"}, own.Expand)
	require.Nil(t, own.None)
	require.NotNil(t, own.Empty)
}

// TestLeftOut: what is not set is not sent.
func TestLeftOut(t *testing.T) {
	t.Parallel()
	require.Nil(t, param.Text[string](""))
	require.Equal(t, "x", *param.Text[string]("x"))
	require.Nil(t, param.List(nil))
	require.Nil(t, param.List([]string{}))
	require.Equal(t, []string{"x"}, *param.List([]string{"x"}))
	require.Nil(t, param.Flag(false))
	require.True(t, *param.Flag(true))
}

func TestAhead(t *testing.T) {
	t.Parallel()
	for ahead, good := range map[int]bool{-1: false, 0: true, 100: true, 101: false} {
		if err := param.Ahead(ahead); good {
			require.NoError(t, err)
		} else {
			require.ErrorIs(t, err, argument.ErrInvalid)
		}
	}
}

package faulttest

import (
	"context"
	"errors"
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// Require holds an error against the expected one.
func (want Outcome) Require(t *testing.T, err error) {
	t.Helper()
	var failure *confluence.Error
	switch {
	case want.Err == nil:
		require.NoError(t, err)
	case errors.Is(want.Err, errLink):
		require.Error(t, err)
		require.False(t, errors.As(err, &failure), "%v is an answer", err)
		require.NotErrorIs(t, err, context.DeadlineExceeded)
		require.ErrorIs(t, err, confluence.ErrUnavailable)
	case errors.Is(want.Err, errAnswer):
		require.ErrorAs(t, err, &failure)
		require.NotErrorIs(t, err, confluence.ErrUnexpectedContent)
	default:
		require.ErrorIs(t, err, want.Err)
		if errors.Is(want.Err, io.ErrUnexpectedEOF) {
			require.ErrorIs(t, err, confluence.ErrUnavailable)
		}
	}
}

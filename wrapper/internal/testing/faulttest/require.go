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
	if want.Err == nil {
		require.NoError(t, err)
		return
	}
	failure, ok := errors.AsType[*confluence.Error](err)
	require.True(t, ok, "one kind of error, not %v", err)
	require.NotEmpty(t, failure.Operation)
	require.Positive(t, failure.Attempts)
	switch {
	case errors.Is(want.Err, errLink):
		require.Zero(t, failure.StatusCode)
		require.NotErrorIs(t, err, context.DeadlineExceeded)
		require.ErrorIs(t, err, confluence.ErrUnavailable)
	case errors.Is(want.Err, errResponse):
		require.NotZero(t, failure.StatusCode)
		require.NotErrorIs(t, err, confluence.ErrUnexpectedContent)
	default:
		require.ErrorIs(t, err, want.Err)
		if errors.Is(want.Err, io.ErrUnexpectedEOF) {
			require.ErrorIs(t, err, confluence.ErrUnavailable)
		}
	}
}

package main

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// missing is properties none of which is there; any other call would panic.
type missing struct{ Properties }

func (missing) Get(context.Context, string, string) (*cloud.Property, error) {
	return nil, &confluence.Error{StatusCode: http.StatusNotFound}
}

func TestLoadWithoutServer(t *testing.T) {
	t.Parallel()
	settings, err := Load(t.Context(), missing{}, "557058:ada")
	require.NoError(t, err)
	require.Equal(t, Defaults(), settings)
}

package main

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// BenchmarkPairs runs each pair as …/sdk and …/natural.
func BenchmarkPairs(b *testing.B) {
	s, end, err := newScenes()
	require.NoError(b, err)
	defer end()
	for _, p := range s.pairs() {
		if p.Once {
			continue
		}
		b.Run(strings.ReplaceAll(p.Name, ",", ""), func(b *testing.B) {
			b.Run("sdk", func(b *testing.B) { repeat(b, p.SDK) })
			b.Run("natural", func(b *testing.B) { repeat(b, p.Other) })
		})
	}
}

func repeat(b *testing.B, op func(context.Context) error) {
	b.Helper()
	ctx := b.Context()
	b.ReportAllocs()
	for b.Loop() {
		if err := op(ctx); err != nil {
			b.Fatal(err)
		}
	}
}

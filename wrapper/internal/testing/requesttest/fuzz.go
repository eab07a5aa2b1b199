package requesttest

import (
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// Fuzz has the fuzzer decide on what is drawn. It begins with bytes that are
// enough for some requests each; from nothing, it would take long to get there.
func Fuzz(f *testing.F, property func(*rapid.T)) {
	f.Helper()
	for seed := range byte(30) {
		long := make([]byte, 1<<10)
		_, _ = rand.NewChaCha8([32]byte{seed}).Read(long) // it never fails
		f.Add(long)
	}
	f.Fuzz(rapid.MakeFuzz(property))
}

package datacentertest_test

import (
	"testing"

	"go.uber.org/goleak"
)

// No site that was closed leaves a goroutine behind.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

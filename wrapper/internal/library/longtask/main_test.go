package longtask_test

import (
	"errors"
	"testing"

	"go.uber.org/goleak"
)

var errReset = errors.New("connection reset by peer")

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m)
}

package confluence

import (
	"context"
	"fmt"
	"time"
)

// sleep waits, unless the context ends first.
func sleep(ctx context.Context, pause time.Duration) error {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return whyEnded(ctx)
	}
}

// whyEnded returns nil while a context lasts, and then that it has ended and, where
// somebody has said it, why.
func whyEnded(ctx context.Context) error {
	err := ctx.Err()
	if err == nil {
		return nil
	}
	cause := context.Cause(ctx)
	if err.Error() == cause.Error() { // nobody has said why
		return err
	}
	return fmt.Errorf("%w: %w", err, cause)
}

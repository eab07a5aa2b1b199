//go:build !unix

package versus

import "time"

// processTime is not told here the way it is on Unix: the ratios of CPU time are
// no numbers.
func processTime() time.Duration { return 0 }

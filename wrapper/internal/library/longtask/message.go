package longtask

import (
	"fmt"
	"math"
	"time"
)

// Elapsed turns milliseconds into a time. What does not fit is the longest one,
// what is below zero none.
func Elapsed(milliseconds int64) time.Duration {
	if milliseconds > math.MaxInt64/int64(time.Millisecond) {
		return math.MaxInt64
	}
	return time.Duration(max(milliseconds, 0)) * time.Millisecond
}

// Said returns what a message of the service says: its text, or else its key
// and values.
func Said(translation, key string, args []any) string {
	switch {
	case translation != "":
		return translation
	case len(args) == 0:
		return key
	case key == "":
		return fmt.Sprint(args...)
	}
	return key + ": " + fmt.Sprint(args...)
}

// Words returns what all messages say, silent ones left out.
func Words[M any](messages []M, said func(M) string) []string {
	var words []string
	for _, m := range messages {
		if text := said(m); text != "" {
			words = append(words, text)
		}
	}
	return words
}

package longtask

import "fmt"

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

package report

import "strconv"

// Count is a number of things, in words: "1 group", "2 groups".
func Count(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + one + "s"
}

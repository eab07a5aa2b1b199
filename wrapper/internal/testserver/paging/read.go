package paging

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
)

// Read reads the two parameters from a query that no contract describes.
func Read(query url.Values, standard int) (Range, error) {
	p := Range{Limit: standard}
	for name, to := range map[string]*int{"start": &p.Start, "limit": &p.Limit} {
		if len(query[name]) == 0 {
			continue
		}
		text := strings.Join(query[name], ",")
		n, err := strconv.ParseInt(text, 10, 32)
		if err != nil || n < 0 {
			return p, fmt.Errorf("%s %q is no number from 0 on", name, text)
		}
		*to = int(n)
	}
	return p, nil
}

package roster

import "strings"

// Fold makes equal what the products do not tell apart: the case of addresses, and on
// Data Center that of user names and groups.
func Fold(text string) string { return strings.ToLower(strings.TrimSpace(text)) }

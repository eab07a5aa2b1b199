package demo

import (
	"fmt"
	"strings"
	"time"
)

// Export is an administrator's export of the people of the demo: the first was
// seen yesterday, the next have not been there for longer and longer.
func Export(now time.Time) string {
	var text strings.Builder
	text.WriteString("User id,User name,email,User status,Added to org,Org role,Confluence - demo,Last seen in Confluence - demo\n")
	for i, p := range people() {
		seen := now.AddDate(0, 0, -1-i*daysApart).Format("2 Jan 2006")
		fmt.Fprintf(&text, "%s,%s,%s,Active,1 Jan 2020,User,User,%s\n", id(p[0]), p[1], p[2], seen)
	}
	return text.String()
}

const daysApart = 60

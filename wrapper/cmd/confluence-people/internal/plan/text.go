package plan

import (
	"cmp"
	"fmt"
	"strings"
)

// String is the step as a line of a diff.
func (s Step) String() string {
	who := s.Who
	if s.Name != "" && s.Name != s.Who {
		who = s.Name + " (" + s.Who + ")"
	}
	group := "group " + cmp.Or(s.GroupName, s.Group) + ": " + who
	switch s.Do {
	case Add:
		return "+ " + group
	case Remove:
		return "- " + group
	case WatchSpace:
		return "+ watch on space " + s.What + ": " + who
	case UnwatchSpace:
		return "- watch on space " + s.What + ": " + who
	case WatchContent:
		return "+ watch on content " + s.What + ": " + who
	case UnwatchContent:
		return "- watch on content " + s.What + ": " + who
	case WatchLabel:
		return "+ watch on label " + s.What + ": " + who
	case UnwatchLabel:
		return "- watch on label " + s.What + ": " + who
	case SetProperty:
		return "+ property " + s.What + ": " + who
	case DeleteProperty:
		return "- property " + s.What + ": " + who
	case Enable:
		return "~ enable " + who
	case Disable:
		return "~ disable " + who
	case Create:
		return "+ account " + who
	case Update:
		return "~ account " + who + ": " + s.changes()
	case Delete:
		return "- account " + who + ", for good"
	}
	return string(s.Do) + " " + who
}

// changes says what an update changes, from what to what. There are no passwords among
// it.
func (s Step) changes() string {
	if s.Profile == nil {
		return "nothing"
	}
	var was Profile
	if s.Was != nil {
		was = *s.Was
	}
	var parts []string
	for _, field := range []struct{ name, from, to string }{
		{"full name", was.FullName, s.Profile.FullName}, {"e-mail address", was.Email, s.Profile.Email},
	} {
		switch {
		case field.to == "":
		case field.from == "":
			parts = append(parts, fmt.Sprintf("%s → %q", field.name, field.to))
		default:
			parts = append(parts, fmt.Sprintf("%s %q → %q", field.name, field.from, field.to))
		}
	}
	return strings.Join(parts, ", ")
}

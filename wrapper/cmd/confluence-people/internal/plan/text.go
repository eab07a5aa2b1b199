package plan

import (
	"cmp"
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

// changes names what an update changes.
func (s Step) changes() string {
	if s.Profile == nil {
		return "nothing"
	}
	var parts []string
	if s.Profile.FullName != "" {
		parts = append(parts, "full name")
	}
	if s.Profile.Email != "" {
		parts = append(parts, "e-mail address")
	}
	return strings.Join(parts, " and ")
}

package datacentertest

import (
	"cmp"
	"net/http"
	"strconv"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/route"
)

// version is one of the product, as far as it matters here.
type version struct{ major, minor int }

func newestVersion() version { return version{10, 2} }

// readVersion takes 9.2, 9.2.21 and 10; what is no version is the newest.
func readVersion(text string) version {
	first, rest, _ := strings.Cut(text, ".")
	second, _, _ := strings.Cut(rest, ".")
	major, err := strconv.Atoi(first)
	minor, minorErr := strconv.Atoi(cmp.Or(second, "0"))
	if err != nil || minorErr != nil {
		return newestVersion()
	}
	return version{major, minor}
}

func (v version) from(major, minor int) bool {
	return v.major > major || v.major == major && v.minor >= minor
}

// has reports whether an operation of the contract is there in a version. Of
// versions before 9.2 nothing more is known than when these operations came.
func (v version) has(operation string) bool {
	switch operation {
	case "createUser", "changeUserPassword", "changeCurrentUserPassword", "getUsers":
		return v.from(8, 4)
	case "updateUser", "updateCurrentUser", "getActiveUsers":
		return v.from(9, 3)
	case "updateUserSettings":
		return v.from(10, 1)
	case "getParentGroups", "getAncestorGroups":
		return v != version{9, 3}
	case "getGroupByGroupName", "getGroupMembersByGroupName", "getNestedGroupMembersByGroupName",
		"getParentGroupsByGroupName", "getAncestorGroupsByGroupName":
		return !v.from(9, 3) || v.from(10, 1)
	}
	return true
}

// SetVersion makes the instance one of that version, such as "9.2" or "10.0"; at
// first it is "10.2". Operations that the version lacks are unknown addresses.
// From 9.3 to 10.0 that is so for the reads of groups that take the name as a
// parameter: there, group/member is the group called "member", as it is to the
// router of the product. A text that is no version means "10.2".
func (s *Server) SetVersion(v string) {
	defer s.locked()()
	s.version = readVersion(v)
	s.served = s.newMux(s.all.Contract(), s.version.has)
}

// operations returns those of the version that is set.
func (s *Server) operations() *route.Mux {
	defer s.locked()()
	return s.served
}

// versionedMux leaves out operations.
type versionedMux struct {
	*route.Mux

	has func(operation string) bool
}

// HandleFunc takes a pattern of the generated code.
func (m versionedMux) HandleFunc(pattern string, handler func(http.ResponseWriter, *http.Request)) {
	if to := m.Of(pattern); to != nil && m.has(to.Operation.OperationID) {
		m.Mux.HandleFunc(pattern, handler)
	}
}

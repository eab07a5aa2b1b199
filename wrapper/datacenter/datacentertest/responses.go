package datacentertest

import (
	"net/http"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
)

// response is a success with a body in a shape of this package. Its methods let
// it stand for the generated responses of 200.
type response struct{ body any }

func (r response) write(w http.ResponseWriter) error { return respond.JSON(w, r.body) }

// VisitGetUsersResponse writes the response.
func (r response) VisitGetUsersResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetActiveUsersResponse writes the response.
func (r response) VisitGetActiveUsersResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetNestedGroupMembersResponse writes the response.
func (r response) VisitGetNestedGroupMembersResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetNestedGroupMembersByGroupNameResponse writes the response.
func (r response) VisitGetNestedGroupMembersByGroupNameResponse(w http.ResponseWriter) error {
	return r.write(w)
}

// VisitGetParentGroupsResponse writes the response.
func (r response) VisitGetParentGroupsResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetParentGroupsByGroupNameResponse writes the response.
func (r response) VisitGetParentGroupsByGroupNameResponse(w http.ResponseWriter) error {
	return r.write(w)
}

// VisitGetAncestorGroupsResponse writes the response.
func (r response) VisitGetAncestorGroupsResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetAncestorGroupsByGroupNameResponse writes the response.
func (r response) VisitGetAncestorGroupsByGroupNameResponse(w http.ResponseWriter) error {
	return r.write(w)
}

// VisitGetGroupMembersResponse writes the response.
func (r response) VisitGetGroupMembersResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetGroupMembersByGroupNameResponse writes the response.
func (r response) VisitGetGroupMembersByGroupNameResponse(w http.ResponseWriter) error {
	return r.write(w)
}

// VisitIsWatchingContentResponse writes the response.
func (r response) VisitIsWatchingContentResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitIsWatchingSpaceResponse writes the response.
func (r response) VisitIsWatchingSpaceResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitAddContentWatcherResponse writes the response.
func (r response) VisitAddContentWatcherResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitAddSpaceWatcherResponse writes the response.
func (r response) VisitAddSpaceWatcherResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetContentWatchersResponse writes the response.
func (r response) VisitGetContentWatchersResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetSpaceWatchersResponse writes the response.
func (r response) VisitGetSpaceWatchersResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetUserResponse writes the response.
func (r response) VisitGetUserResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetAnonymousUserResponse writes the response.
func (r response) VisitGetAnonymousUserResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetCurrentUserResponse writes the response.
func (r response) VisitGetCurrentUserResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetGroupsResponse writes the response.
func (r response) VisitGetGroupsResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetGroupMembershipsForUserResponse writes the response.
func (r response) VisitGetGroupMembershipsForUserResponse(w http.ResponseWriter) error {
	return r.write(w)
}

// VisitGetTasksResponse writes the response.
func (r response) VisitGetTasksResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetTaskResponse writes the response.
func (r response) VisitGetTaskResponse(w http.ResponseWriter) error { return r.write(w) }

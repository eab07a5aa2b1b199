package cloudtest

import (
	"net/http"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
)

// response is a success with a body in a shape of this package. Its methods let
// it stand for the generated responses of 200.
type response struct{ body any }

func (r response) write(w http.ResponseWriter) error { return respond.JSON(w, r.body) }

// VisitCheckAccessByEmailResponse writes the response.
func (r response) VisitCheckAccessByEmailResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitCreateBulkUserLookupResponse writes the response.
func (r response) VisitCreateBulkUserLookupResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetWatchesForPageResponse writes the response.
func (r response) VisitGetWatchesForPageResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetWatchesForSpaceResponse writes the response.
func (r response) VisitGetWatchesForSpaceResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetWatchersForSpaceResponse writes the response.
func (r response) VisitGetWatchersForSpaceResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetGroupsResponse writes the response.
func (r response) VisitGetGroupsResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitSearchGroupsResponse writes the response.
func (r response) VisitSearchGroupsResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetGroupMembershipsForUserResponse writes the response.
func (r response) VisitGetGroupMembershipsForUserResponse(w http.ResponseWriter) error {
	return r.write(w)
}

// VisitGetGroupMembersByGroupIDResponse writes the response.
func (r response) VisitGetGroupMembersByGroupIDResponse(w http.ResponseWriter) error {
	return r.write(w)
}

// VisitGetTasksResponse writes the response.
func (r response) VisitGetTasksResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetTaskResponse writes the response.
func (r response) VisitGetTaskResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitSearchUserResponse writes the response.
func (r response) VisitSearchUserResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetUserResponse writes the response.
func (r response) VisitGetUserResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetAnonymousUserResponse writes the response.
func (r response) VisitGetAnonymousUserResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetCurrentUserResponse writes the response.
func (r response) VisitGetCurrentUserResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetBulkUserLookupResponse writes the response.
func (r response) VisitGetBulkUserLookupResponse(w http.ResponseWriter) error { return r.write(w) }

// VisitGetUserPropertiesResponse writes the response.
func (r response) VisitGetUserPropertiesResponse(w http.ResponseWriter) error { return r.write(w) }
